import { parseArgs } from 'node:util'
import { type FaultKind, faultKinds } from './fault.ts'

/** What `npm run chaos -- …` understands. */
export const help = `npm run chaos -- [options]                     break the pipeline on this machine, under load
npm run chaos -- account --url URL --query URL   the load and the account alone, for a pipeline of your own

  --minutes M        how long readings are sent, up to 50 (default 1)
  --seed S           the same seed breaks the same things at the same times (default: any)
  --rate R           readings a second while they are taken (default 1000)
  --report FILE      where the report is written (default .dev/chaos/report-SEED.json)
  --route ROUTE      which brokers carry a reading: split (default), both, kafka or rabbitmq
  --only KINDS       only these faults, with commas: kill, stop, pause (processes), cut, refuse, freeze, lose
                     (connections), fill (disks; needs root), poison (an event that nobody can take)
  --help             this text

of account only:
  --url URL          of ingest, for example http://localhost:8080
  --query URL        of query, for example http://localhost:8081
  --valkey ADDRESS   host:port, where it can be reached: what is missing is then named reading by reading
                     (VALKEY_USERNAME and VALKEY_PASSWORD in the environment)
  --dead-letters URL of dead-letters: what ended there is accounted for (OPERATOR_KEY in the environment)
  --prefix PREFIX    how its keys begin (default weather)

Exit code 0 when all that was acknowledged is accounted for, once; else 1.`

/** The longest run: the store forgets after an hour, and time is needed before and after. */
const MAX_MINUTES = 50

const routes = ['split', 'both', 'kafka', 'rabbitmq']

/** The options of a run. */
export type ChaosOptions = {
  minutes: number
  seed: number
  rate: number
  report: string | undefined
  help: boolean
} & (
  | { kind: 'local'; route: string; only: readonly FaultKind[] }
  | ({ kind: 'account'; url: string; query: string } & Store)
)

type Store = { valkey: string | undefined; prefix: string; deadLetters: string | undefined }

/** Reads the command line. @throws an error that says what is wrong with it */
export function readChaosOptions(args: readonly string[], anySeed: () => number): ChaosOptions {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      minutes: { type: 'string', default: '1' },
      seed: text,
      rate: { type: 'string', default: '1000' },
      report: text,
      route: text,
      only: text,
      url: text,
      query: text,
      valkey: text,
      prefix: text,
      'dead-letters': text,
      help: { type: 'boolean', default: false },
    },
  })
  const isAccount = positionals[0] === 'account'
  if (positionals.length > (isAccount ? 1 : 0)) throw new Error(`what is "${positionals.at(-1)}"? See --help`)
  const general = {
    minutes: numberIn('minutes', values.minutes, 0.1, MAX_MINUTES),
    seed: values.seed === undefined ? anySeed() : numberIn('seed', values.seed, 0, 2 ** 32 - 1, true),
    rate: numberIn('rate', values.rate, 1, 20_000),
    report: values.report,
    help: values.help,
  }
  const { route, only, url, query, valkey, prefix, 'dead-letters': letters } = values
  if (!isAccount) {
    const foreign = Object.entries({ url, query, valkey, prefix, 'dead-letters': letters }).find(
      ([, value]) => value !== undefined,
    )
    if (foreign !== undefined) throw new Error(`--${foreign[0]} is an option of "account"`)
    if (route !== undefined && !routes.includes(route)) {
      throw new Error(`--route takes ${routes.join(', ')}, not "${route}"`)
    }
    return { ...general, kind: 'local', route: route ?? 'split', only: kindsIn(only) }
  }
  if (route !== undefined || only !== undefined) {
    throw new Error(`--${only === undefined ? 'route' : 'only'} is for the pipeline on this machine`)
  }
  if (!general.help && (url === undefined || query === undefined)) {
    throw new Error('account needs --url and --query')
  }
  const address = (value = '') => value.replace(/\/+$/, '')
  const deadLetters = letters === undefined ? undefined : address(letters)
  const store = { valkey, prefix: prefix ?? 'weather', deadLetters }
  return { ...general, kind: 'account', url: address(url), query: address(query), ...store }
}

function kindsIn(text: string | undefined): readonly FaultKind[] {
  if (text === undefined) return faultKinds
  return text.split(',').map((word) => {
    const kind = faultKinds.find((one) => one === word.trim())
    if (kind === undefined) throw new Error(`--only takes ${faultKinds.join(', ')}, not "${word}"`)
    return kind
  })
}

function numberIn(name: string, text: string, least: number, most: number, isWhole = false): number {
  const value = text === '' ? Number.NaN : Number(text)
  if (value >= least && value <= most && (!isWhole || Number.isInteger(value))) return value
  throw new Error(
    `--${name} takes a ${isWhole ? 'whole ' : ''}number from ${least} to ${most}, not "${text}"`,
  )
}
