import type { LiveState } from '../live/state.ts'
import { byId, write, writeFigure } from './dom.ts'
import { age, duration, number, plural, span, UNKNOWN } from './format.ts'

/** The figures of now. `now` is the server's clock. */
export function showTiles({ summary, flow = {}, averages }: LiveState, now: number): void {
  writeFigure(byId('rate'), number(flow.stored, 1))
  writeFigure(byId('station-count'), number(summary?.stations))
  if (summary !== undefined) {
    const municipalities = new Set(Object.values(averages ?? {}).flatMap((means) => Object.keys(means))).size
    const parts = [
      plural(municipalities, 'municipality', 'municipalities'),
      plural(summary.readings, 'reading'),
    ]
    if (summary.silent > 0) parts.unshift(`${number(summary.silent)} silent for ten minutes`)
    write(byId('station-note'), `${parts.join(', ')} in the last ${span(summary.minutes)}`)
    const { stored, duplicates, late, refused } = summary
    const kept = `${number(stored)} stored, ${number(duplicates)} recognized as duplicates`
    write(byId('broker-note'), `${kept}, ${number(late)}\u00a0late, ${number(refused)}\u00a0refused`)
    const failed = Object.entries(summary.quality ?? {}).filter(([, count]) => count > 0)
    const said = failed.map(([check, count]) => `${check} ${number(count)}`).join(', ')
    write(byId('quality-note'), said === '' ? '\u00a0' : `Values that failed a check: ${said}`)
  }
  const [value, unit] = flow.delay === undefined ? [UNKNOWN] : duration(flow.delay)
  writeFigure(byId('delay'), value, unit)
  showRate('kafka', flow.kafka)
  showRate('rabbitmq', flow.rabbitmq)
  showNewest(flow.receivedAt, now)
}

/** The age of what was received last, which grows by itself. */
export function showNewest(receivedAt: string | undefined, now: number): void {
  const text =
    receivedAt === undefined
      ? '\u00a0'
      : `newest received ${age(now - Date.parse(receivedAt)).replace(/^now$/, 'just now')}`
  write(byId('newest'), text)
}

function showRate(broker: 'kafka' | 'rabbitmq', rate: number | undefined): void {
  write(byId(broker), rate === undefined ? UNKNOWN : rate === 0 ? 'quiet' : `${number(rate, 1)} a second`)
}
