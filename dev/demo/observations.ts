import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../stack/paths.ts'

/** What a demo station says, one after the other, for ever. */
export type DemoStation = { station: string; municipality: string; observations: readonly Observed[] }

/** Measurements in the names and units of POST /v1/readings. */
export type Observed = {
  temperature: number
  windSpeed: number
  pressure?: number
  rain?: number
  condition?: string
}

type Row = Record<string, string>

const conditions: Record<string, string> = {
  drizzle: 'rainy',
  rain: 'rainy',
  snow: 'snowy',
  fog: 'foggy',
  sun: 'sunny',
}

/**
 * Weather that was really observed, by NOAA, as the package vega-datasets ships it: the days of four years in Seattle
 * and in New York, each year as one station, and the hourly normals of Seattle as another.
 */
export function demoStations(folder = join(root, 'node_modules/vega-datasets/data')): DemoStation[] {
  const days = Map.groupBy(rows(join(folder, 'weather.csv')), ({ location = '', date = '' }) => {
    return `${location} ${date.slice(0, 4)}`
  })
  const years = [...days].map(([name, ofYear]) => ({
    station: slug(name),
    municipality: slug(name.slice(0, -5)),
    observations: ofYear.flatMap(morningAndAfternoon),
  }))
  const hours = rows(join(folder, 'seattle-weather-hourly-normals.csv')).map((row) => ({
    temperature: number(row, 'temperature'),
    windSpeed: number(row, 'wind'),
    pressure: number(row, 'pressure'),
  }))
  return [...years, { station: 'seattle-normals', municipality: 'seattle', observations: hours }]
}

/** A day has its lowest temperature in the morning and its highest in the afternoon. */
function morningAndAfternoon(day: Row): Observed[] {
  const condition = conditions[day.weather ?? '']
  const rest = {
    windSpeed: number(day, 'wind'),
    rain: number(day, 'precipitation'),
    ...(condition === undefined ? {} : { condition }),
  }
  return [
    { temperature: number(day, 'temp_min'), ...rest },
    { temperature: number(day, 'temp_max'), ...rest },
  ]
}

/** The rows of a plain CSV file: nothing in these is quoted. */
function rows(file: string): Row[] {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n')
  const names = head.split(',')
  return lines.map((line) => {
    const values = line.split(',')
    return Object.fromEntries(names.map((name, index) => [name.trim(), (values[index] ?? '').trim()]))
  })
}

function number(row: Row, name: string): number {
  return Number(row[name])
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-')
}
