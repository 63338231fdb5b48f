import fc from 'fast-check'
import { READINGS_EVENT_TYPE, sourceOf } from '#lib/domain/event.ts'
import { counts, mustBalance } from '../account.ts'
import { type Door, must } from '../door.ts'
import { checkReply, isWhole, send, type Wire, wires } from '../http.ts'
import { bentJson, bytesOf, mutated, nasty } from '../mutations.ts'
import { travelling } from '../said.ts'

const data = fc.record({
  readings: fc.array(
    fc.oneof({ arbitrary: travelling, weight: 5 }, { arbitrary: fc.jsonValue(), weight: 1 }),
    { maxLength: 8 },
  ),
})
const attributes = fc.record(
  {
    specversion: fc.constantFrom('1.0', '1.0', '1.0', '0.3'),
    id: fc.oneof(fc.uuid(), nasty),
    source: fc.constantFrom(...Object.values(sourceOf), '/replay'),
    type: fc.constantFrom(
      READINGS_EVENT_TYPE,
      READINGS_EVENT_TYPE,
      READINGS_EVENT_TYPE,
      'dev.knative.kafka.event',
      'dev.knative.sources.ping',
    ),
    time: fc.oneof(fc.constant('2026-11-24T05:00:00.123Z'), nasty),
    datacontenttype: fc.constantFrom('application/json', 'text/plain', ''),
    retrycount: nasty,
  },
  { requiredKeys: ['specversion', 'id', 'source', 'type'] },
)
const encoded = data.map((one) => Buffer.from(JSON.stringify(one)).toString('base64'))
const structured = fc.oneof(
  fc.tuple(attributes, data).map(([event, one]) => ({ ...event, data: one })),
  fc.tuple(attributes, encoded).map(([event, one]) => ({ ...event, data_base64: one })),
)

/** Events in each of the three modes: headers and body. */
const events = fc.oneof(
  fc.tuple(
    attributes.map(({ datacontenttype, ...event }) => [
      ...Object.entries(event).map(
        ([name, value]) => [`ce-${name}`, encodeURIComponent(value.toWellFormed())] as const,
      ),
      ['content-type', datacontenttype ?? 'application/json'] as const,
    ]),
    bentJson(data),
  ),
  fc.tuple(fc.constant([['content-type', 'application/cloudevents+json'] as const]), bentJson(structured)),
  fc.tuple(
    fc.constant([['content-type', 'application/cloudevents-batch+json'] as const]),
    bentJson(fc.array(structured, { maxLength: 4 })),
  ),
)

/** CloudEvents in any mode, whole and broken: the requests that consumers and dead letters get. */
export const eventWires: fc.Arbitrary<Wire> = events.chain(([headers, body]) =>
  wires({
    methods: fc.constantFrom('POST', 'POST', 'POST', 'POST', 'POST', 'POST', 'GET', 'PUT'),
    paths: fc.oneof(fc.constant('/'), mutated(fc.constant('/'))),
    headers: fc.oneof(
      { arbitrary: fc.constant(headers), weight: 4 },
      { arbitrary: fc.subarray([...headers]), weight: 1 },
      { arbitrary: nasty.map((value) => [...headers, ['ce-type', value] as const]), weight: 1 },
    ),
    bodies: bytesOf(fc.constant(body)),
  }),
)

/** The sources: CloudEvents in any mode. Acknowledged or given up, and what comes again changes nothing. */
export const consumers: Door<Wire> = {
  name: 'consumers',
  share: 2,
  cases: eventWires,

  async enter(world, cases) {
    const before = await counts(world)
    const replies = await Promise.all(cases.map((wire) => send(world.at.consumers, wire)))
    for (const [index, wire] of cases.entries())
      checkReply(wire, replies[index], wire.method === 'POST' ? [204] : [200, 404])
    const after = await counts(world)
    mustBalance(after)
    const isBatch = ({ headers }: Wire) => headers.some(([, value]) => value.includes('batch'))
    if (cases.every((wire, index) => isWhole(wire) && !isBatch(wire) && replies[index]?.status === 400))
      must(after.delivered === before.delivered, 'what was refused has left something')

    await Promise.all(cases.map((wire) => send(world.at.consumers, wire)))
    must((await counts(world)).stored === after.stored, 'a second delivery was counted')
  },
}
