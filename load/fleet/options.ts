import { parseArgs } from 'node:util'

/** What `npm run fleet -- …` understands. */
export const help = `npm run fleet -- [options]

  --stations N    how many (default 10000); half a million make about 9,800 readings a second
  --minutes N     for how long (default 5)
  --every N       all report every so many seconds, 16 to 300; unless told, some do every 16 s and some every 5 min
  --outage N      for so many seconds in the middle nobody reaches ingest; then all come back with what they have kept
  --seed N        of phases and jitter (default 1)
  --write         keep the result in load/results/fleet-N.json and in docs/scale.md
  --help          this text

It starts a pipeline of its own on free ports, sends one reading a request as each station is due, and ends with exit
code 0 when every acknowledged reading is stored, once. ROUTE is passed on to ingest.`

/** The options of a run. */
export type FleetRunOptions = {
  stations: number
  minutes: number
  everySeconds: number | undefined
  outageSeconds: number
  seed: number
  write: boolean
}

const most = { stations: 2_000_000, minutes: 60, outage: 600 }

/** Reads the command line; undefined where help is asked for. @throws an error that says what is wrong with it */
export function readFleetOptions(args: readonly string[]): FleetRunOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      stations: { type: 'string', default: '10000' },
      minutes: { type: 'string', default: '5' },
      every: { type: 'string' },
      outage: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  const whole = (
    name: 'stations' | 'minutes' | 'every' | 'outage' | 'seed',
    least: number,
    limit: number,
  ) => {
    const number = Number(values[name])
    if (!Number.isInteger(number) || number < least || number > limit)
      throw new Error(`--${name} takes a whole number from ${least} to ${limit}, not "${values[name]}"`)
    return number
  }
  const options = {
    stations: whole('stations', 1, most.stations),
    minutes: whole('minutes', 1, most.minutes),
    everySeconds: values.every === undefined ? undefined : whole('every', 16, 300),
    outageSeconds: whole('outage', 0, most.outage),
    seed: whole('seed', 1, 2 ** 31),
    write: values.write,
  }
  if (options.outageSeconds > options.minutes * 30)
    throw new Error('--outage leaves no time before and after it')
  return options
}
