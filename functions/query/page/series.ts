import { createChart, type Points } from './chart.ts'
import { byId, el, write } from './dom.ts'
import { labels, measured, number, timeOfDay } from './format.ts'
import { type Measurement, measurementNames } from './measurement-names.ts'

/** A series as the API gives it. */
export type Series = {
  from: string
  to: string
  step: number
  measurements: Measurement[]
  points: ({ at: string; readings: number } & Partial<Record<Measurement, number>>)[]
}

type Shown = { figure: HTMLElement; show(points: Points): void; remove(): void }

const colors: Partial<Record<Measurement, string>> = {
  temperature: '--warm',
  solarRadiation: '--warm',
  uvIndex: '--warm',
  humidity: '--cool',
  rain: '--cool',
  rainRate: '--cool',
}

/** Amounts and rates, where nothing is the measure. */
const fromZero: readonly Measurement[] = ['rain', 'rainRate', 'solarRadiation', 'uvIndex']

/** Charts of one station, one a measurement, and the same as a table. */
export function createSeries() {
  const root = byId('series')
  const charts = new Map<Measurement, Shown>()

  return (station: string, series: Series): void => {
    for (const [name, chart] of charts) {
      if (series.measurements.includes(name)) continue
      chart.remove()
      charts.delete(name)
    }
    for (const name of measurementNames.filter((each) => series.measurements.includes(each))) {
      const chart = charts.get(name) ?? addChart(root, name)
      charts.set(name, chart)
      root.append(chart.figure)
      const points = series.points.flatMap(({ at, [name]: value }) => {
        return value === undefined ? [] : [[Date.parse(at), value] as const]
      })
      chart.show(points)
      chart.figure.querySelector('.plot')?.setAttribute('aria-label', describe(station, name, points))
    }
    const none = 'No step of ten seconds is over yet.'
    write(
      byId('series-note'),
      series.points.length === 0
        ? none
        : `means of ${number(series.step)} seconds, of rain the sum, as observed`,
    )
    byId('series-details').hidden = series.points.length === 0
    showTable(series)
  }
}

function addChart(root: HTMLElement, name: Measurement): Shown {
  const said = el('output')
  const plot = el('div', { class: 'plot', role: 'img' })
  const figure = el(
    'figure',
    { class: 'chart' },
    el('figcaption', {}, el('span', {}, labels[name][0]), said),
    plot,
  )
  root.append(figure)
  let newest = ''
  const digits = labels[name][2]
  const chart = createChart(plot, {
    color: colors[name] ?? '--jade',
    fromZero: fromZero.includes(name),
    write: (value) => number(value, Number.isInteger(value) ? 0 : Math.max(digits, 1)),
    pointed: (point) =>
      write(said, point === undefined ? newest : `${measured(name, point[1])} at ${timeOfDay(point[0])}`),
  })
  return {
    figure,
    show(points) {
      newest = measured(name, points.at(-1)?.[1])
      write(said, newest)
      chart.show(points)
    },
    remove() {
      chart.remove()
      figure.remove()
    },
  }
}

function describe(station: string, name: Measurement, points: Points): string {
  const values = points.map(([, value]) => value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const newest = measured(name, values.at(-1))
  return `${labels[name][0]} of ${station}: from ${measured(name, low)} to ${measured(name, high)}, now ${newest}`
}

function showTable({ measurements, points }: Series): void {
  const headings = ['Time', 'Readings', ...measurements.map((name) => labels[name][0])]
  const head = el('tr', {}, ...headings.map((text) => el('th', { scope: 'col' }, text)))
  const rows = points.toReversed().map((point) => {
    const cells = measurements.map((name) => el('td', {}, measured(name, point[name])))
    const time = el('th', { scope: 'row' }, timeOfDay(Date.parse(point.at)))
    return el('tr', {}, time, el('td', {}, number(point.readings)), ...cells)
  })
  byId('series-table').replaceChildren(
    el('table', { class: 'readings' }, el('thead', {}, head), el('tbody', {}, ...rows)),
  )
}
