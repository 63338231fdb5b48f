/** The weather of a minute: °C, %, hPa, m/s, degrees, W/m², and how often the bucket of the gauge has tipped in it. */
export type Weather = {
  temperature: number
  humidity: number
  pressure: number
  windSpeed: number
  windGust: number
  windDirection: number
  solarRadiation: number
  uvIndex: number
  tips: number
}

/** What one tip of the bucket is: a hundredth of an inch, in mm. */
export const TIP_MM = 0.254

/** Showers of the day: minutes of local time, and tips a minute. */
const showers = [
  { from: 125, to: 190, rate: 0.4 },
  { from: 965, to: 1010, rate: 1.6 },
  { from: 1180, to: 1195, rate: 0.1 },
]

/** Air takes its time to become another: so many minutes until a shower is felt, and until it is forgotten. */
const FELT_AFTER = 10

/** How much of a shower is felt at a minute, 0 to 1. */
function feltAt(minute: number): number {
  const felt = showers.map(({ from, to }) => {
    return minute < to ? (minute - from) / FELT_AFTER : 1 - (minute - to) / FELT_AFTER
  })
  return Math.min(1, Math.max(0, ...felt))
}

/** The weather of a day in the highlands at a minute of local time, with a little noise. */
export function weatherAt(minute: number, random: () => number): Weather {
  const noise = (size: number) => (random() - 0.5) * size
  const sun = Math.max(0, Math.sin(((minute - 360) / 720) * Math.PI))
  const shower = showers.find(({ from, to }) => minute >= from && minute < to)
  const felt = feltAt(minute)
  const temperature = 14 + 11 * sun - 2 * felt + noise(0.3)
  const windSpeed = 0.8 + 3 * sun + Math.max(0, noise(2))
  return {
    temperature,
    humidity: Math.min(100, 92 - 45 * sun + 20 * felt + noise(2)),
    pressure: 1016 + 2 * Math.cos((minute / 360) * Math.PI) + noise(0.2),
    windSpeed,
    windGust: windSpeed * (1.3 + random() * 0.5),
    windDirection: (45 + noise(40) + 360) % 360,
    solarRadiation: 950 * sun * (shower === undefined ? 1 : 0.2),
    uvIndex: Math.round(11 * sun),
    tips: Math.floor((shower?.rate ?? 0) + random() * (shower === undefined ? 0 : 1)),
  }
}
