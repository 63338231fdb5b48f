import type { LiveState } from '../live/state.ts'
import { type Bar, createBars } from './bars.ts'
import { byId, write } from './dom.ts'
import { measured, number, plural, span, title } from './format.ts'

/** Means by municipality, and conditions. */
export function createWeather() {
  const temperature = createBars(
    'temperature',
    ['Municipality', 'Mean temperature'],
    'No temperature was measured.',
  )
  const humidity = createBars('humidity', ['Municipality', 'Mean humidity'], 'No humidity was measured.')
  const conditions = createBars('conditions', ['Condition', 'Readings'], 'No station named a condition.')

  return ({ summary, averages, names, conditions: found = {} }: LiveState): void => {
    temperature(toBars('temperature', averages?.temperature, names?.municipalities))
    humidity(toBars('humidity', averages?.humidity, names?.municipalities))
    write(byId('temperature-note'), extent('temperature', summary))
    write(byId('humidity-note'), extent('humidity', summary))
    const total = Object.values(found).reduce((sum, count) => sum + count, 0)
    write(
      byId('conditions-note'),
      total === 0 ? '\u00a0' : `${plural(total, 'reading')} of the last ${span(summary?.minutes)}`,
    )
    const bars = Object.entries(found).map(([key, value]) => {
      return { key, name: title(key), value, text: `${number((value / total) * 100)}\u00a0%` }
    })
    conditions(sorted(bars))
  }
}

function toBars(
  name: 'temperature' | 'humidity',
  means: Record<string, number> = {},
  names: Record<string, string> = {},
): Bar[] {
  const bars = Object.entries(means).map(([key, value]) => {
    return { key, name: names[key] ?? title(key), value, text: measured(name, value) }
  })
  return sorted(bars)
}

function sorted(bars: Bar[]): Bar[] {
  return bars.sort((a, b) => b.value - a.value || a.key.localeCompare(b.key))
}

function extent(name: 'temperature' | 'humidity', summary: LiveState['summary']): string {
  const [low, high] = [summary?.[`${name}Min`], summary?.[`${name}Max`]]
  const means = `means of the last ${span(summary?.minutes)}`
  if (low === undefined || high === undefined) return means
  return `${means}; readings from ${measured(name, low)} to ${measured(name, high)}`
}
