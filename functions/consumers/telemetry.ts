import { SpanKind } from '@opentelemetry/api'
import type { CloudEvent } from 'cloudevents'
import { READINGS_EVENT_TYPE, sourceOf } from '#lib/domain/event.ts'
import type { PermanentError } from '#lib/platform/errors.ts'
import { counter, observe } from '#lib/platform/telemetry-meters.ts'
import { inSpan, linksTo, traceOf } from '#lib/platform/telemetry-spans.ts'
import { spreadBy } from '#lib/platform/telemetry-spread.ts'
import { telemetry } from '#lib/platform/telemetry-state.ts'
import { countBatch, countFlagged } from '#lib/telemetry/readings.ts'
import type { Gathering } from './gathering.ts'
import type { Failed, ReadingStore } from './store.ts'

const counted = (what: string) => ({ unit: '{reading}', description: `Readings ${what}` })
const counters = {
  stored: counter('chaac.readings.stored', counted('that the store has counted')),
  duplicates: counter('chaac.readings.duplicate', counted('that the store had counted before')),
  late: counter('chaac.readings.late', counted('that came when their hour was over')),
}
const refusedReadings = counter('chaac.readings.refused', counted('that were refused, by why'))
const refusedEvents = counter('chaac.events.refused', {
  unit: '{event}',
  description: 'Events that were refused as a whole, by why',
})
const delay = spreadBy(
  'chaac.reading.delay',
  {
    unit: 's',
    description:
      'From the receipt by ingest until the store has it, of the reading of a call that came first',
  },
  'chaac.broker',
)

/** Processes an event in a span of its own, which is linked to what has published it. */
export function inProcessing<T>(event: CloudEvent<unknown>, work: () => Promise<T>): Promise<T> {
  if (!telemetry.tracing) return work()
  const system = Object.entries(sourceOf).find(([, source]) => source === event.source)?.[0]
  const isOurs = event.type === READINGS_EVENT_TYPE && system !== undefined
  const attributes = {
    'messaging.operation.type': 'process',
    'messaging.operation.name': 'process',
    // Of others nothing is told: what they say of themselves may be anything.
    ...(isOurs && {
      'messaging.system.name': system,
      'messaging.message.id': event.id,
      'cloudevents.event_id': event.id,
      'cloudevents.event_source': event.source,
      'cloudevents.event_spec_version': event.specversion,
      'cloudevents.event_type': event.type,
    }),
  }
  const links = linksTo(traceOf(event))
  return inSpan('process', { kind: SpanKind.CONSUMER, attributes, links }, work)
}

/** A store whose work is counted. */
export function countStored(store: ReadingStore, now = Date.now): ReadingStore {
  return {
    async tick() {
      const failed = await store.tick()
      tellFailed(failed)
      return failed
    },
    async record(delivery) {
      const stored = await store.record(delivery)
      if (!telemetry.metering) return stored
      tellFailed(stored.failed)
      const attributes = { 'chaac.broker': delivery.broker }
      for (const [name, add] of Object.entries(counters)) {
        const value = stored[name as keyof typeof counters]
        if (value > 0) add(value, attributes)
      }
      for (const [reason, count] of Object.entries(stored.refused))
        if (count > 0) refusedReadings(count, { ...attributes, 'chaac.reason': reason })
      countBatch(delivery.readings.length + delivery.refusals.length, delivery.broker)
      const received = delivery.readings.map(({ receivedAt }) => Date.parse(receivedAt))
      if (received.length > 0) delay(Math.max(0, now() - Math.min(...received)) / 1_000, delivery.broker)
      return stored
    },
  }
}

/** Counts an event that was refused as a whole. */
export function tellRefused({ flaw }: PermanentError): void {
  refusedEvents(1, { 'chaac.reason': flaw })
}

function tellFailed(failed: Failed): void {
  for (const [check, count] of Object.entries(failed)) if (count > 0) countFlagged(count, check)
}

/** Looks at what waits for the store, whenever metrics are exported. */
export function observeWaiting(gathering: Gathering): void {
  observe(
    'chaac.store.waiting',
    { unit: '{event}', description: 'Events that wait for a call of the store' },
    () => gathering.waiting,
    {},
  )
}
