import { parseArgs } from 'node:util'

/** What `npm run dead-letters -- …` understands. */
export const help = `npm run dead-letters -- COMMAND [options]

  list                       one line a letter, the newest first
  show ID                    everything about a letter, with its event
  replay ID                  send its readings through a writer again
  replay FILTER | --all      the same for many, in the background; follows it to its end
  delete ID                  throw it away
  delete FILTER | --all      throw many away
  export [FILTER]            letters with their events, one line of JSON each
  import                     hand such lines to the function, which keeps each letter once

  FILTER: --reason TEXT --station NAME --source NAME --replayable true|false --from TIME --to TIME
          TIME is of RFC 3339, or before now: -15m, -1h, -1d
  --url URL     where the function is (default http://127.0.0.1:8082)
  --rate N      replay: readings a second at most (default 500)
  --limit N     list: so many lines (default 50)
  --file FILE   export, import: instead of standard output and input

The key of an operator is read from the environment: OPERATOR_KEY.`

const filters = ['reason', 'station', 'source', 'replayable', 'from', 'to'] as const
const commands = ['list', 'show', 'replay', 'delete', 'export', 'import'] as const

/** A command line that makes sense. */
export type Options = {
  command: (typeof commands)[number]
  id: string | undefined
  filter: Record<string, string>
  url: string
  rate: string | undefined
  limit: number
  file: string | undefined
}

/** Reads the command line; undefined asks for help. @throws an error that says what is wrong with it */
export function readOptions(args: readonly string[]): Options | undefined {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    args: args.map(asValue),
    allowPositionals: true,
    options: {
      ...(Object.fromEntries(filters.map((name) => [name, text])) as Record<
        (typeof filters)[number],
        typeof text
      >),
      ...{ url: text, rate: text, limit: text, file: text },
      all: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const [name, id, ...more] = positionals
  if (values.help || name === undefined) return undefined
  const command = commands.find((one) => one === name)
  if (command === undefined) throw new Error(`there is no command ${name}`)
  if (more.length > 0) throw new Error(`one id is enough, not ${more.length + 1}`)
  const filter = Object.fromEntries(
    filters.flatMap((one) => (values[one] === undefined ? [] : [[one, values[one].trim()]])),
  )
  const hasFilter = Object.keys(filter).length > 0
  if (command === 'show' && id === undefined) throw new Error('show needs an id')
  if (command === 'replay' || command === 'delete') {
    const said = [id !== undefined, hasFilter, values.all].filter(Boolean).length
    if (said !== 1) throw new Error(`${command} needs an id, a filter, or --all`)
  } else if (id !== undefined && command !== 'show') throw new Error(`${command} takes no id`)
  const limit = Number(values.limit ?? 50)
  if (!Number.isInteger(limit) || limit < 1) throw new Error(`--limit takes a number, not "${values.limit}"`)
  return {
    command,
    id,
    filter: values.all && command === 'delete' ? { to: '-0s' } : filter,
    url: (values.url ?? 'http://127.0.0.1:8082').replace(/\/+$/, ''),
    rate: values.rate,
    limit,
    file: values.file,
  }
}

/** `--from -1h` is meant as it is written: the minus sign begins no option. */
function asValue(arg: string): string {
  return /^-\d+[smhd]$/.test(arg) ? ` ${arg}` : arg
}
