import { fahrenheitOfCelsius, inchesOfHectopascals, milesOfMeters } from '#lib/domain/units.ts'
import type { Report } from './console.ts'

/** A request as a console sends it; `path` is path and query. */
export type StationRequest = { method: 'GET' | 'POST'; path: string; body?: string }

/** Tips are hundredths of an inch. */
function inches(tips: number): string {
  return (tips / 100).toFixed(3)
}

function sensors({ weather }: Report): Record<string, string> {
  return {
    tempf: fahrenheitOfCelsius(weather.temperature).toFixed(1),
    humidity: weather.humidity.toFixed(0),
    windspeedmph: milesOfMeters(weather.windSpeed).toFixed(2),
    windgustmph: milesOfMeters(weather.windGust).toFixed(2),
    winddir: weather.windDirection.toFixed(0),
    solarradiation: weather.solarRadiation.toFixed(2),
    uv: String(weather.uvIndex),
  }
}

function stated({ statedAt }: Report): string {
  return new Date(statedAt).toISOString().slice(0, 19).replace('T', ' ')
}

/** A report of a gateway of Ecowitt. */
export function ecowittRequest(passkey: string, report: Report): StationRequest {
  const { counters, weather } = report
  const pressure = inchesOfHectopascals(weather.pressure).toFixed(3)
  const form = new URLSearchParams({
    PASSKEY: passkey,
    stationtype: 'GW1100B_V2.3.1',
    dateutc: stated(report),
    ...sensors(report),
    baromrelin: pressure,
    baromabsin: pressure,
    rainratein: inches(weather.tips * 60),
    dailyrainin: inches(counters.day),
    yearlyrainin: inches(counters.year),
    totalrainin: inches(counters.total),
    model: 'GW1100B',
  })
  return { method: 'POST', path: '/data/report/', body: form.toString() }
}

/** A report of a station that speaks Weather Underground's protocol; `hasYear` where it has a counter of the year. */
export function undergroundRequest(
  { id, key, hasYear = true }: { id: string; key: string; hasYear?: boolean },
  report: Report,
): StationRequest {
  const query = new URLSearchParams({
    ID: id,
    PASSWORD: key,
    action: 'updateraw',
    dateutc: stated(report),
    ...sensors(report),
    baromin: inchesOfHectopascals(report.weather.pressure).toFixed(3),
    dailyrainin: inches(report.counters.day),
    ...(hasYear ? { yearlyrainin: inches(report.counters.year) } : {}),
    softwaretype: 'EasyWeatherV1.6.4',
  })
  return { method: 'GET', path: `/weatherstation/updateweatherstation.php?${query}` }
}
