import { createRandom } from './random.ts'
import { TIP_MM, type Weather, weatherAt } from './weather.ts'

/** What a console reports: what its sensors say, what its counters say (tips), and what its clock says (ms). */
export type Report = {
  statedAt: number
  weather: Weather
  counters: { day: number; year: number; total: number }
}

/** A station for a day: the time of its first report (ms), its seed, and how many minutes it is ahead of UTC. */
export type ConsoleOptions = { from: number; seed: number; zoneMinutes?: number; minutes?: number }

/** What goes wrong in a day, in minutes of local time. */
const faults = {
  gaps: [{ from: 400, to: 430 }],
  lost: 0.02,
  powerCut: 930,
  stuck: { from: 600, to: 960 },
  spike: 817,
} as const

/** How fast its clock runs away, in ms an hour. */
const DRIFT_MS = 2_000

/** The spike that no thermometer in the shade has ever shown here, in °C. */
export const SPIKE = 49

/**
 * A day of a console that reports each minute: sensors with noise, a spike, a hygrometer that is stuck for six hours,
 * reports that get lost, a power cut that sets the counters back, midnight, and a clock that drifts.
 * `rain` is what has fallen between the first report and the last, in mm.
 */
export function simulateDay({ from, seed, zoneMinutes = -360, minutes = 1440 }: ConsoleOptions): {
  reports: Report[]
  rain: number
} {
  const random = createRandom(seed)
  const counters = { day: 0, year: 1_433, total: 9_622 }
  const reports: Report[] = []
  let tips = 0
  let humidity = 0
  for (let step = 0; step < minutes; step += 1) {
    const at = from + step * 60_000
    const minute = (((Math.floor(at / 60_000) + zoneMinutes) % 1440) + 1440) % 1440
    const weather = weatherAt(minute, random)
    if (minute === 0) counters.day = 0
    // The console starts anew just after it has reported, and has forgotten everything.
    if (minute === faults.powerCut) Object.assign(counters, { day: 0, year: 0, total: 0 })
    if (step > 0) {
      tips += weather.tips
      for (const name of ['day', 'year', 'total'] as const) counters[name] += weather.tips
    }
    humidity = isIn(faults.stuck, minute) && step > 0 ? humidity : weather.humidity
    weather.humidity = humidity
    if (minute === faults.spike) weather.temperature = SPIKE
    const isLost = faults.gaps.some((gap) => isIn(gap, minute)) || random() < faults.lost
    const isNeeded =
      step === 0 || step === minutes - 1 || minute === faults.spike || minute === faults.powerCut - 1
    if (isLost && !isNeeded) continue
    const statedAt = at + Math.round((step / 60) * DRIFT_MS)
    reports.push({ statedAt, weather: { ...weather }, counters: { ...counters } })
  }
  return { reports, rain: tips * TIP_MM }
}

function isIn({ from, to }: { from: number; to: number }, minute: number): boolean {
  return minute >= from && minute < to
}
