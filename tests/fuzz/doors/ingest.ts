import fc from 'fast-check'
import { brokers } from '#lib/domain/event.ts'
import {
  ambientQuery,
  ecowittForm,
  undergroundQuery,
  windguruQuery,
  wowQuery,
} from '../../../functions/ingest/testing/stations.ts'
import { counts, deliver, idsIn, mustBalance, takeMessages } from '../account.ts'
import { type Door, must } from '../door.ts'
import { checkReply, isWhole, type Reply, send, type Wire, wires } from '../http.ts'
import { bentJson, bytesOf, mutated, nasty } from '../mutations.ts'
import { message, submission } from '../said.ts'

const ALLOWED = [200, 201, 202, 204, 401, 403, 404, 405, 413, 415, 422, 503]

const submissions = fc.oneof(submission, fc.array(submission, { maxLength: 20 }))
const lines = fc
  .array(submission, { maxLength: 20 })
  .map((all) => all.map((one) => JSON.stringify(one)).join('\n'))

/** A body, and the path and the content type that go with it. */
const spoken = fc.oneof(
  fc.tuple(fc.constant('/v1/readings'), fc.constant('application/json'), bentJson(submissions)),
  fc.tuple(fc.constant('/v1/readings'), fc.constant('application/x-ndjson'), mutated(lines)),
  fc.tuple(
    fc.constantFrom('/weather', '/clima', '/tweet', '/weathertweet', '/api/weather'),
    fc.constant('application/json'),
    bentJson(message),
  ),
)

/** What firmware sends: fields in a query or a form. */
const firmware = fc
  .tuple(
    fc.constantFrom(
      ['GET', '/weatherstation/updateweatherstation.php', undergroundQuery] as const,
      ['POST', '/data/report/', ecowittForm] as const,
      ['GET', '/data/report/', ambientQuery] as const,
      ['GET', '/automaticreading', wowQuery] as const,
      ['GET', '/upload/api.php', windguruQuery] as const,
    ),
    fc.array(fc.tuple(fc.nat(), nasty), { maxLength: 4 }),
  )
  .map(([[method, path, query], changes]) => {
    const fields = new URLSearchParams(query)
    const names = [...fields.keys()]
    for (const [at, value] of changes) fields.set(names[at % names.length] ?? '', value)
    return [method, path, fields.toString()] as const
  })
const uploads = fc.tuple(firmware, fc.boolean()).chain(([[method, path, query], isBent]) => {
  const text = isBent ? mutated(fc.constant(query)) : fc.constant(query)
  return wires({
    methods: fc.constant(method),
    paths: method === 'GET' ? text.map((fields) => `${path}?${fields}`) : fc.constant(path),
    headers: fc.constant([['content-type', 'application/x-www-form-urlencoded']] as const),
    bodies: method === 'GET' ? fc.constant(Buffer.alloc(0)) : bytesOf(text),
  })
})

const good = spoken.chain(([path, type, body]) =>
  wires({
    methods: fc.constant('POST'),
    paths: fc.constant(path),
    headers: fc.constant([['content-type', type]] as const),
    bodies: bytesOf(fc.constant(body)),
  }),
)
const odd = spoken.chain(([path, type, body]) =>
  wires({
    methods: fc.constantFrom('POST', 'GET', 'PUT', 'HEAD', 'OPTIONS', 'DELETE', 'PATCH'),
    paths: fc.oneof(
      fc.constant(path),
      mutated(fc.constant(path)),
      fc.constantFrom('/health', '/openapi.json', '*'),
    ),
    headers: fc.oneof(
      fc.constant([['content-type', type]] as const),
      fc.tuple(fc.constant('content-type'), fc.oneof(mutated(fc.constant(type)), nasty)).map((one) => [one]),
    ),
    bodies: bytesOf(fc.constant(body)),
  }),
)

/** Stations: every dialect, over HTTP. What is acknowledged counts once, what is refused leaves nothing. */
export const ingest: Door<{ wire: Wire; away: boolean }> = {
  name: 'ingest',
  share: 4,
  cases: fc.record({
    wire: fc.oneof(
      { arbitrary: good, weight: 3 },
      { arbitrary: odd, weight: 1 },
      { arbitrary: uploads, weight: 1 },
    ),
    away: fc.integer({ min: 0, max: 400 }).map((n) => n === 7),
  }),

  async enter(world, cases) {
    const areAway = cases.some(({ away }) => away)
    for (const broker of brokers) world.brokers[broker].state = areAway ? 'away' : 'up'
    const replies = await Promise.all(cases.map(({ wire }) => send(world.at.ingest, wire)))
    for (const broker of brokers) world.brokers[broker].state = 'up'
    for (const [index, { wire }] of cases.entries()) {
      const reply = replies[index]
      checkReply(wire, reply, ALLOWED)
      if (reply && wire.path === '/v1/readings' && [405, 413, 415, 422].includes(reply.status))
        must(
          reply.headers.includes('application/problem+json'),
          `${reply.status} was answered without a problem`,
        )
    }
    const acknowledged = replies.flatMap(acknowledgedIds)
    const messages = takeMessages(world)
    const written = new Set(idsIn(messages))
    for (const id of acknowledged) must(written.has(id), `${id} was acknowledged, and is in no broker`)
    // Without an answer, or with 503, a reading may be there or not.
    // Firmware hears no ids.
    const isSettled = cases.every(({ wire }, index) => {
      const taken = (replies[index]?.status ?? 503) < 300
      return (
        isWhole(wire) &&
        replies[index]?.status !== 503 &&
        (!taken || acknowledgedIds(replies[index]).length > 0)
      )
    })
    if (isSettled)
      must(written.size === new Set(acknowledged).size, 'something is in a broker that was not acknowledged')

    const before = await counts(world)
    await deliver(world, messages)
    const after = await counts(world)
    mustBalance(after)
    must(after.refused === before.refused, 'ingest took a reading that consumers refuse')
    must(after.late === before.late, 'ingest took a reading that the window does not')
    must(after.stored - before.stored <= written.size, 'a reading was counted twice')
    await deliver(world, messages)
    must((await counts(world)).stored === after.stored, 'a second delivery was counted')
  },
}

function acknowledgedIds(reply: Reply): string[] {
  if (reply === undefined || reply.status >= 300) return []
  return [...reply.body.matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id ?? '')
}
