import { parseArgs } from 'node:util'

/** What `npm start -- …` understands. */
export const help = `npm start -- [options]

  --no-demo          do not replay observed weather; wait for readings of your own
  --speed N          replay N times faster (default 1, five readings a second)
  --once N           send N readings, wait until all are stored, print the account, and end:
                     exit code 0, or 1 when anything is missing
  --with WHAT        native (default where no Docker engine answers) or compose
  --host ADDRESS     where ingest and query listen (default 127.0.0.1); 0.0.0.0 lets stations on your network in
  --ports WHICH      usual, as the README names them, or free: any that nobody uses
  --observe          show each reading's way: a collector, Zipkin for traces, Prometheus for metrics, with native
                     brokers; the first time they are fetched and built, for minutes (default --no-observe)
  --help             this text`

const inContainers = 'In containers the profile observe of compose.dev.yml does it: its first lines say how'

/** The options of a start. */
export type StartOptions = {
  demo: boolean
  speed: number
  once: number | undefined
  with: 'native' | 'compose' | undefined
  host: string
  freePorts: boolean
  observe: boolean
  help: boolean
}

/** Reads the command line. @throws an error that says what is wrong with it */
export function readOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      demo: { type: 'boolean', default: true },
      speed: { type: 'string', default: '1' },
      once: { type: 'string' },
      with: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      ports: { type: 'string', default: 'usual' },
      observe: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const speed = Number(values.speed)
  if (!(speed > 0 && speed <= 1000))
    throw new Error(`--speed takes a number up to 1000, not "${values.speed}"`)
  const once = values.once === undefined ? undefined : Number(values.once)
  if (once !== undefined && !(Number.isInteger(once) && once > 0)) {
    throw new Error(`--once takes a number of readings, not "${values.once}"`)
  }
  const kind = values.with
  if (kind !== undefined && kind !== 'native' && kind !== 'compose') {
    throw new Error(`--with takes native or compose, not "${kind}"`)
  }
  if (values.ports !== 'usual' && values.ports !== 'free') {
    throw new Error(`--ports takes usual or free, not "${values.ports}"`)
  }
  const { demo, host, observe, help } = values
  if (observe && kind === 'compose') throw new Error(`--observe is for native brokers. ${inContainers}`)
  const freePorts = values.ports === 'free'
  return { demo, speed, once, with: observe ? 'native' : kind, host, freePorts, observe, help }
}
