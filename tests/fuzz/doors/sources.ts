import fc from 'fast-check'
import { Unsendable } from '../../../dev/bridges/amqp-checks.ts'
import { toRabbitEvent } from '../../../dev/bridges/amqp-event.ts'
import { createPoster } from '../../../dev/bridges/http-post.ts'
import { toKafkaEvent, traceOf } from '../../../dev/bridges/kafka-event.ts'
import { type SourceEvent, toRequest } from '../../../dev/bridges/source-event.ts'
import { traceHeaders } from '../../../dev/bridges/trace-context.ts'
import { counts, mustBalance } from '../account.ts'
import { type Door, must } from '../door.ts'
import { bentJson, bytesOf, mutated, nasty } from '../mutations.ts'
import { travelling } from '../said.ts'

type Case = { by: 'kafka' | 'rabbitmq' } & Carried
type Made = { made: SourceEvent; trace: Record<string, string> }
type Carried = { headers: Record<string, Buffer | string>; value: Buffer; odd: unknown }

const names = [
  'specversion',
  'id',
  'source',
  'type',
  'time',
  'subject',
  'dataschema',
  'traceparent',
  'x_y',
  'extra',
]
const texts = fc.oneof(
  nasty,
  fc.string({ maxLength: 30 }),
  fc.constantFrom(
    '1.0',
    'io.chaac.weather.readings.v1',
    '/chaac/kafka-writer',
    '2026-11-24T05:00:00.123Z',
    '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  ),
)
const right = (prefix: string) => ({
  [`${prefix}specversion`]: '1.0',
  [`${prefix}id`]: '1',
  [`${prefix}source`]: '/chaac/kafka-writer',
  [`${prefix}type`]: 'io.chaac.weather.readings.v1',
  'content-type': 'application/json',
})
const types = fc.constantFrom(
  'application/json',
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
  'text/plain; x',
)
const body = bentJson(fc.record({ readings: fc.array(travelling, { maxLength: 4 }) }))
const event = bentJson(body.map((text) => ({ ...right(''), data: text })))

function carried(prefix: string): fc.Arbitrary<Carried> {
  const name = fc.oneof(
    fc.constantFrom(...names).map((one) => prefix + one),
    mutated(fc.constantFrom(...names)),
  )
  const value = fc.oneof(
    texts,
    fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
  )
  return fc.record({
    headers: fc
      .tuple(
        fc.constantFrom({}, right(prefix), right(prefix)),
        fc.dictionary(name, value, { maxKeys: 3 }),
        fc.option(types, { nil: undefined }),
      )
      .map(([known, others, type]) => ({
        ...known,
        ...others,
        ...(type === undefined ? {} : { 'content-type': type }),
      })),
    value: bytesOf(fc.oneof(body, event)),
    odd: fc.oneof(fc.constant(undefined), fc.jsonValue(), fc.constant({ '!': 'timestamp', value: 1e9 })),
  })
}

function eventOf({ by, headers, value, odd }: Case): Made | undefined {
  if (by === 'kafka') {
    const place = {
      topic: 't',
      partition: 0,
      offset: '7',
      timestamp: '1764000000000',
      key: value.subarray(0, 4),
    }
    const record = { ...place, value, headers }
    const made = toKafkaEvent(record, { namespace: 'weather', name: 'fuzz', ceOverrides: {} })
    return made && { made, trace: traceHeaders(traceOf(record)) }
  }
  const own = { ...headers, ...(odd === undefined ? {} : { odd }) }
  const properties = { headers: own, contentType: String(headers['content-type'] ?? '') }
  try {
    const made = toRabbitEvent(
      { content: value, properties },
      { namespace: 'weather', name: 'fuzz', queue: 'q' },
    )
    return { made, trace: {} }
  } catch (error) {
    if (error instanceof Unsendable) return undefined
    throw error
  }
}

/** Producers to the brokers: strange records and messages become events that have an end, one way or the other. */
export const sources: Door<Case> = {
  name: 'sources',
  share: 1,
  cases: fc.oneof(
    carried('ce_').map((one): Case => ({ by: 'kafka', ...one })),
    carried('ce-').map((one): Case => ({ by: 'rabbitmq', ...one })),
  ),

  async enter(world, cases) {
    const poster = createPoster(`http://${world.at.consumers}/`, 8)
    try {
      await Promise.all(
        cases.map(async (one) => {
          const event = eventOf(one)
          if (event === undefined) return // discarded, or dead-lettered at once
          const request = toRequest(event.made, { 'kn-namespace': 'weather' })
          const { status } = await poster.post(
            { ...request, headers: { ...request.headers, ...event.trace } },
            10_000,
          )
          must([204, 400, 431].includes(status), `${status} was answered`)
        }),
      )
    } finally {
      poster.close()
    }
    mustBalance(await counts(world))
  },
}
