import type { LiveState } from '../live/state.ts'
import { type Bar, createBars } from './bars.ts'
import { byId, write } from './dom.ts'
import { measured, number, plural, title } from './format.ts'

/** Means by municipality, and conditions. */
export function createWeather() {
  const temperature = createBars(
    'temperature',
    ['Municipality', 'Mean temperature'],
    'No temperature was measured.',
  )
  const humidity = createBars('humidity', ['Municipality', 'Mean humidity'], 'No humidity was measured.')
  const conditions = createBars('conditions', ['Condition', 'Readings'], 'No station named a condition.')

  return ({ summary, averages, conditions: found = {} }: LiveState): void => {
    temperature(toBars('temperature', averages?.temperature ?? {}))
    humidity(toBars('humidity', averages?.humidity ?? {}))
    write(byId('temperature-note'), extent('temperature', summary?.temperatureMin, summary?.temperatureMax))
    write(byId('humidity-note'), extent('humidity', summary?.humidityMin, summary?.humidityMax))
    const total = Object.values(found).reduce((sum, count) => sum + count, 0)
    write(byId('conditions-note'), total === 0 ? '\u00a0' : `${plural(total, 'reading')} of the last hour`)
    const bars = Object.entries(found).map(([key, value]) => {
      return { key, name: title(key), value, text: `${number((value / total) * 100)}\u00a0%` }
    })
    conditions(sorted(bars))
  }
}

function toBars(name: 'temperature' | 'humidity', means: Record<string, number>): Bar[] {
  const bars = Object.entries(means).map(([key, value]) => {
    return { key, name: title(key), value, text: measured(name, value) }
  })
  return sorted(bars)
}

function sorted(bars: Bar[]): Bar[] {
  return bars.sort((a, b) => b.value - a.value || a.key.localeCompare(b.key))
}

function extent(name: 'temperature' | 'humidity', low: number | undefined, high: number | undefined): string {
  if (low === undefined || high === undefined) return 'hourly means'
  return `hourly means; readings from ${measured(name, low)} to ${measured(name, high)}`
}
