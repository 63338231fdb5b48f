import type { Reading } from '#lib/domain/reading.ts'
import { derivedId } from '#lib/domain/reading-id.ts'

/** How far apart the readings of a station are: each step of a series has one. */
const STEP_MS = 10_000

/** Which stations speak, in turn of these municipalities, and for how long. */
export type Weather = { stations?: number; municipalities?: readonly string[]; minutes?: number }

const someMunicipalities = [
  'amatitlan',
  'antigua',
  'chinautla',
  'flores',
  'mixco',
  'quetzaltenango',
  'villa-nueva',
]

/** Plausible weather that ends at `now`, in the order of time: each station says something in each step. */
export function weatherUntil(now: number, weather: Weather = {}): Reading[] {
  const { stations = 14, municipalities = someMunicipalities, minutes = 60 } = weather
  const count = minutes * 6
  const last = Math.floor(now / STEP_MS) * STEP_MS
  const steps = Array.from({ length: count }, (_, n) => last - (count - n) * STEP_MS)
  return steps.flatMap((step) =>
    Array.from({ length: stations }, (_, n) => {
      const municipality = municipalities[n % municipalities.length] ?? ''
      const station = `${municipality}-${Math.floor(n / municipalities.length) + 1}`
      return readingOf(n, station, municipality, step + ((n * 731) % 9_000))
    }),
  )
}

/** The n-th station's: gentle waves, and others for each station. */
function readingOf(n: number, station: string, municipality: string, at: number): Reading {
  const wave = (minutes: number, phase = n) => Math.sin(at / (minutes * 9_550) + phase * 1.7)
  const clouds = 1 + wave(17) + 0.4 * wave(3)
  const rain = Math.max(0, 6 * wave(47) - 2)
  const windSpeed = Math.max(0, 3.4 + 1.6 * wave(9) + 0.9 * wave(2) + 0.4 * wave(0.7))
  return {
    id: derivedId(at, { station, identifies: 'weather' }),
    station,
    observedAt: new Date(at).toISOString(),
    receivedAt: new Date(at + 120).toISOString(),
    municipality,
    ...rounded({
      temperature: 22 + 6 * Math.sin(n * 2.1) + 1.8 * wave(38) + 0.5 * wave(5) + 0.25 * wave(1.3, n * 3),
      humidity: 68 - 14 * Math.sin(n * 2.1) - 5 * wave(38) + 1.5 * wave(4),
      pressure: 1012 - n * 0.4 + 0.8 * wave(55) + 0.1 * wave(3),
      windSpeed,
      windGust: windSpeed * (1.3 + 0.2 * wave(0.5)),
      windDirection: (n * 67 + 20 * wave(12) + 720) % 360,
      rainRate: rain,
      rain: rain / 360,
      solarRadiation: Math.max(0, 480 - 150 * clouds),
    }),
    condition: conditionOf(clouds, rain, windSpeed),
    dialect: 'v1',
  }
}

function conditionOf(clouds: number, rain: number, windSpeed: number): NonNullable<Reading['condition']> {
  if (rain > 3) return 'stormy'
  if (rain > 0) return 'rainy'
  if (windSpeed > 5.5) return 'windy'
  if (clouds < 1) return 'sunny'
  return clouds > 2.2 ? 'foggy' : 'cloudy'
}

function rounded<T extends object>(values: T): T {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    Number(value.toFixed(name === 'rain' ? 3 : 1)),
  ])
  return Object.fromEntries(entries) as T
}
