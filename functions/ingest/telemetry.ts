import type { Broker } from '#lib/domain/event.ts'
import { meaningOf } from '#lib/domain/quality/flags.ts'
import { counter, observe, tally } from '#lib/platform/telemetry-meters.ts'
import { spreadBy } from '#lib/platform/telemetry-spread.ts'
import { telemetry } from '#lib/platform/telemetry-state.ts'
import { countBatch, countFlagged } from '#lib/telemetry/readings.ts'
import type { Lane } from './lane.ts'
import type { Confirmed } from './route.ts'

const accepted = tally(
  'chaac.readings.accepted',
  { unit: '{reading}', description: 'Readings that were taken in and are durable' },
  'chaac.dialect',
)
const refused = counter('chaac.requests.refused', {
  unit: '{request}',
  description: 'Requests of which nothing was taken, by the kind of their problem',
})
const confirming = spreadBy(
  'chaac.confirm.duration',
  {
    unit: 's',
    description:
      'From when the first reading of a batch waits in its lane until the broker has confirmed the batch',
  },
  'chaac.broker',
)

/** Counts what a request has brought. */
export function tellAccepted(dialect: string, confirmed: readonly Confirmed[]): void {
  if (!telemetry.metering) return
  accepted(confirmed.length, dialect)
  for (const { reading } of confirmed) {
    if (reading.quality === undefined) continue
    const failed = new Set(reading.quality.map((flag) => meaningOf(flag)?.check ?? 'clock'))
    for (const check of failed) countFlagged(1, check)
  }
}

/** Counts a request of which nothing was taken. */
export function tellRefused(dialect: string, kind: string): void {
  refused(1, { 'chaac.dialect': dialect, 'chaac.problem': kind })
}

/** Counts a batch that a broker has confirmed. @param waited milliseconds since its first reading came */
export function tellConfirmed(broker: Broker, size: number, waited: number): void {
  countBatch(size, broker)
  confirming(waited / 1_000, broker)
}

/** Looks at what waits in lanes, whenever metrics are exported. */
export function observeLanes(lanes: readonly Lane[]): void {
  for (const lane of lanes)
    observe(
      'chaac.lane.waiting',
      { unit: '{reading}', description: 'Readings that wait for a call of their broker’s writer' },
      () => lane.waiting,
      { 'chaac.broker': lane.broker },
    )
}
