import type { Measurement } from '#lib/domain/measurements.ts'

/** How a measurement is called and written: name, unit, digits after the point. */
export const labels: Record<Measurement, readonly [name: string, unit: string, digits: number]> = {
  temperature: ['Temperature', '°C', 1],
  humidity: ['Humidity', '%', 0],
  pressure: ['Pressure', 'hPa', 1],
  windSpeed: ['Wind', 'm/s', 1],
  windGust: ['Gust', 'm/s', 1],
  windDirection: ['Direction', '°', 0],
  rainRate: ['Rain rate', 'mm/h', 1],
  rain: ['Rain', 'mm', 1],
  solarRadiation: ['Sun', 'W/m²', 0],
  uvIndex: ['UV index', '', 1],
}

/** What is not known. */
export const UNKNOWN = '–'

/** A number with a true minus sign and grouped digits. */
export function number(value: number | undefined, digits = 0): string {
  if (value === undefined) return UNKNOWN
  const text = value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return text.replace(/^-(?=[0.,]*$)/, '').replace('-', '−')
}

/** A number with its unit, which a line break never parts. */
export function quantity(value: number | undefined, unit: string, digits = 0): string {
  if (value === undefined) return UNKNOWN
  const gap = unit === '' || unit === '°' ? '' : '\u00a0'
  return `${number(value, digits)}${gap}${unit}`
}

/** A measurement as it is written. */
export function measured(name: Measurement, value: number | undefined): string {
  const [, unit, digits] = labels[name]
  return quantity(value, unit, digits)
}

/** How long ago something was, from milliseconds. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  if (seconds < 1) return 'now'
  if (seconds < 60) return `${seconds}\u00a0s ago`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60 ? `${minutes}\u00a0min ago` : `${Math.floor(minutes / 60)}\u00a0h ago`
}

/** The window as it is read, from its minutes: `hour`, `15 minutes`. */
export function span(minutes = 60): string {
  if (minutes % 60 !== 0) return plural(minutes, 'minute').replace(/^1 /, '')
  return plural(minutes / 60, 'hour').replace(/^1 /, '')
}

/** A short time as it is read: milliseconds below one second, else seconds. */
export function duration(ms: number): readonly [value: string, unit: string] {
  return ms < 1_000 ? [number(ms), 'ms'] : [number(ms / 1_000, ms < 10_000 ? 1 : 0), 's']
}

/** A slug as a name. */
export function title(slug: string): string {
  return slug.replace(/(^|-)([a-z0-9])/g, (_, gap, letter) => `${gap ? ' ' : ''}${letter.toUpperCase()}`)
}

/** `one station`, `2 stations`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const clockWithSeconds = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

/** The time of day where the reader is. */
export function timeOfDay(ms: number, seconds = true): string {
  return (seconds ? clockWithSeconds : clock).format(ms)
}
