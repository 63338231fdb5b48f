import { celsiusOfFahrenheit, fahrenheitOfCelsius } from '#lib/domain/units.ts'
import { type Report, SPIKE } from '../../load/stations/console.ts'
import type { StationRequest } from '../../load/stations/requests.ts'

/** Temperature and humidity of a report as the station sends them: in tenths of °F, here in °C, and in whole %. */
export type Sent = { temperature: number; humidity: number }

/** What a report says once it is on the wire. */
export function sentOf({ weather }: Report): Sent {
  const fahrenheit = Number(fahrenheitOfCelsius(weather.temperature).toFixed(1))
  return { temperature: celsiusOfFahrenheit(fahrenheit), humidity: Number(weather.humidity.toFixed(0)) }
}

/** Where the longest run of one humidity is: the stuck hygrometer. `to` is behind its last report. */
export function stuckRun(sent: readonly Sent[]): { from: number; to: number } {
  let longest = { from: 0, to: 0 }
  for (let from = 0; from < sent.length; ) {
    let to = from + 1
    while (sent[to]?.humidity === sent[from]?.humidity) to += 1
    if (to - from > longest.to - longest.from) longest = { from, to }
    from = to
  }
  return longest
}

/** What an honest observer would take from a station: without the spike, and without the run of a stuck hygrometer. */
export function honestOf(reports: readonly Report[]): { temperatures: number[]; humidities: number[] } {
  const sent = reports.map(sentOf)
  const { from, to } = stuckRun(sent)
  return {
    temperatures: sent.flatMap(({ temperature }, at) =>
      reports[at]?.weather.temperature === SPIKE ? [] : [temperature],
    ),
    humidities: sent.flatMap(({ humidity }, at) => (at >= from && at < to ? [] : [humidity])),
  }
}

/** The mean. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Sends a request as a console does; @throws when it is not taken. */
export async function speak(ingest: string, { method, path, body }: StationRequest): Promise<void> {
  const form = { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: body ?? '' }
  const answer = await fetch(`${ingest}${path}`, { method, ...(body === undefined ? {} : form) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`)
}
