import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { devDir } from '../dev/stack/paths.ts'
import { type Profile, profiles } from './profiles.ts'

/** What `npm run load -- …` understands. */
export function help(): string {
  const list = profiles().map(({ name, what }) => `  ${name.padEnd(22)}${what}`)
  return `npm run load -- PROFILE [options]

${list.join('\n')}

  --at URL --query URL  ingest and query of a pipeline that runs, to which nobody else sends meanwhile;
                        without them one is started on free ports, and ended after the run
  --with WHAT           native (default where no Docker engine answers) or compose
  --requests N          exactly N requests
  --seed S              the same seed sends the same requests (default 1)
  --processes N         N processes of Locust send (not where the number of requests is exact)
  --results FOLDER      where Locust writes its HTML report and CSV files (default .dev/load/PROFILE)
  --write               keep the result in load/results/PROFILE.json, where nothing is wrong with it
  --help                this text

Exit code 0 when all was acknowledged and is stored, once; else 1.`
}

/** A load, as the command line asks for it. */
export type LoadOptions = {
  profile: Profile
  /** Exactly so many, whatever the profile says. */
  requests: number | undefined
  seed: number
  processes: number
  /** A pipeline that runs already. */
  at: { ingest: string; query: string } | undefined
  with: 'native' | 'compose' | undefined
  /** Where Locust writes. */
  results: string
  write: boolean
}

/** Reads the command line; undefined when help is asked for. @throws an error that says what is wrong with it */
export function readLoadOptions(args: readonly string[]): LoadOptions | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      at: { type: 'string' },
      query: { type: 'string' },
      with: { type: 'string' },
      requests: { type: 'string' },
      seed: { type: 'string', default: '1' },
      processes: { type: 'string', default: '1' },
      results: { type: 'string' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  const known = profiles()
  const profile = known.find(({ name }) => name === positionals[0])
  if (profile === undefined || positionals.length > 1) {
    const names = known.map(({ name }) => name).join(', ')
    throw new Error(`one profile, of ${names}, not "${positionals.join(' ')}"`)
  }
  const requests = values.requests === undefined ? undefined : count('requests', values.requests, 1)
  const processes = count('processes', values.processes, 1)
  if (processes > 1 && (requests ?? profile.requests) !== undefined) {
    throw new Error(
      '--processes does not go with an exact number of requests: processes do not share a count',
    )
  }
  const kind = values.with
  if (kind !== undefined && kind !== 'native' && kind !== 'compose') {
    throw new Error(`--with takes native or compose, not "${kind}"`)
  }
  const results = resolve(values.results ?? join(devDir, 'load', profile.name))
  const at = addresses(values.at, values.query)
  return {
    profile,
    requests,
    seed: count('seed', values.seed, 0),
    processes,
    at,
    with: kind,
    results,
    write: values.write,
  }
}

function count(name: string, text: string, least: number): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value >= least) return value
  throw new Error(`--${name} takes a whole number from ${least}, not "${text}"`)
}

function addresses(ingest: string | undefined, query: string | undefined): LoadOptions['at'] {
  if (ingest === undefined && query === undefined) return undefined
  if (ingest === undefined || query === undefined) throw new Error('--at and --query go together')
  for (const url of [ingest, query]) {
    if (!URL.canParse(url) || !/^https?:/.test(url)) throw new Error(`"${url}" is no http address`)
  }
  return { ingest: ingest.replace(/\/$/, ''), query: query.replace(/\/$/, '') }
}
