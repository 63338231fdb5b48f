import { createChart, type Points } from './chart.ts'
import { byId } from './dom.ts'
import { number } from './format.ts'
import type { Series } from './series.ts'

/** The curve of readings a second over a quarter of an hour. */
export function createRate() {
  const root = byId('rate-chart')
  root.setAttribute('role', 'img')
  const chart = createChart(root, { color: '--jade', spark: true, fromZero: true })

  return async function load(): Promise<void> {
    const response = await fetch('v1/series?from=-15m&step=10').catch(() => undefined)
    if (!response?.ok) return
    const points = ratesOf((await response.json()) as Series)
    chart.show(points)
    const most = Math.max(0, ...points.map(([, rate]) => rate))
    root.setAttribute('aria-label', `Readings a second over 15 minutes, at most ${number(most, 1)}`)
  }
}

/** Readings a second of every step that is over; those without readings have none. */
export function ratesOf({ from, to, step, points }: Pick<Series, 'from' | 'to' | 'step' | 'points'>): Points {
  const counts = new Map(points.map(({ at, readings }) => [Date.parse(at), readings]))
  const rates: [number, number][] = []
  const last = Math.max(...counts.keys(), Date.parse(to) - 3 * step * 1_000)
  for (let at = Date.parse(from); at <= last; at += step * 1_000)
    rates.push([at, (counts.get(at) ?? 0) / step])
  return rates
}
