import type { Random } from './random.ts'
import type { Batch, Said } from './said.ts'

/** The stations of one run. Their names and those of their municipalities begin with `run`, so that nobody else has them. */
export type Stations = {
  /** Those whose readings say when they were observed. */
  readonly clocked: readonly string[]
  /** Those whose readings are known by the request that brings them. */
  readonly clockless: readonly string[]
  readonly municipalities: readonly string[]
  /** The next readings to send. `now` in milliseconds since 1970. */
  next(now: number): Batch
}

const CLOCKED = 32
const CLOCKLESS = 4
const MUNICIPALITIES = 6

/** How many readings leave together, and how often: mostly one; the last makes several calls of the writers. */
const sizes: readonly [size: number, share: number][] = [
  [1, 0.8],
  [20, 0.12],
  [100, 0.06],
  [300, 0.02],
]

/** Some readings come late, as those of stations that were out of reach. */
const LATE = 0.05
const LATEST_MS = 90_000

const conditions = ['sunny', 'cloudy', 'rainy', 'foggy', 'stormy', 'snowy', 'windy'] as const

/** The same readings for the same random numbers, but for their times. */
export function createStations(run: string, random: Random): Stations {
  const names = (kind: string, count: number) => Array.from({ length: count }, (_, n) => `${run}-${kind}${n}`)
  const clocked = names('s', CLOCKED) as [string, ...string[]]
  const clockless = names('k', CLOCKLESS) as [string, ...string[]]
  const municipalities = names('m', MUNICIPALITIES) as [string, ...string[]]
  let count = 0

  function size(): number {
    let left = random.next()
    for (const [size, share] of sizes) {
      left -= share
      if (left < 0) return size
    }
    return 1
  }

  /** What it measures is random to the thousandth: the sum of the rain of some readings tells which ones they are. */
  function measure(station: string): Said {
    const thousandths = (least: number, most: number) => random.integer(least * 1_000, most * 1_000) / 1_000
    return {
      station,
      municipality: random.pick(municipalities),
      temperature: thousandths(-20, 45),
      humidity: thousandths(0, 100),
      pressure: thousandths(950, 1_050),
      windSpeed: thousandths(0, 40),
      rain: thousandths(0, 2_500),
      condition: random.pick(conditions),
    }
  }

  function observe(now: number): Said {
    const late = random.chance(LATE) ? random.integer(0, LATEST_MS) : 0
    const reading = { ...measure(random.pick(clocked)), observedAt: new Date(now - late).toISOString() }
    // Half of them are known by the station's own id, half by their time and content.
    return random.chance(0.5) ? { ...reading, id: `${count++}` } : reading
  }

  return {
    clocked,
    clockless,
    municipalities,
    next(now) {
      const many = { length: size() }
      const asLines = random.chance(0.2)
      if (random.chance(0.9)) return { readings: Array.from(many, () => observe(now)), asLines }
      const station = random.pick(clockless)
      return { readings: Array.from(many, () => measure(station)), key: `${run} ${count++}`, asLines }
    },
  }
}
