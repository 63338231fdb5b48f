import { parseArgs } from 'node:util'

/** What `npm run bench -- …` understands. */
export const help = `npm run bench -- [options] [name …]

  name            which ones, all unless told
  --rounds N      how often each is run, at least 5 (default 5, short ones more)
  --write         keep the results in load/results/bench, and write docs/benchmarks.md anew
  --compare       compare ratios with those kept; exit code 1 when one has changed by more than 15%
  --list          what there is
  --help          this text

Every figure is a median. Ratios are to the first row of the same run: they can be compared between machines, other
figures cannot. Nothing else should run meanwhile.`

/** The options of a run. */
export type BenchOptions = {
  names: string[]
  rounds: number | undefined
  write: boolean
  compare: boolean
  list: boolean
  help: boolean
}

/** Fewer say little. */
const LEAST = 5

/** Reads the command line. @throws an error that says what is wrong with it */
export function readOptions(args: readonly string[], known: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      write: { type: 'boolean', default: false },
      compare: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const unknown = positionals.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new Error(`no benchmark ${unknown.join(', ')}; there is ${known.join(', ')}`)
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds)
  if (rounds !== undefined && !(Number.isInteger(rounds) && rounds >= LEAST)) {
    throw new Error(`--rounds takes a whole number from ${LEAST}, not "${values.rounds}"`)
  }
  const { write, compare, list, help } = values
  return { names: positionals, rounds, write, compare, list, help }
}
