import fc from 'fast-check'
import { type Door, must } from '../door.ts'
import { checkReply, isWhole, send, type Wire, wires } from '../http.ts'
import { mutated, nasty } from '../mutations.ts'

const ALLOWED = [200, 304, 404, 405, 406, 422]

const path = fc.constantFrom(
  ...['/', '/v1/stations', '/v1/stations/tikal', '/v1/stations/constructor', '/v1/stations/tikal/series'],
  ...['/v1/municipalities', '/v1/municipalities/mixco/series', '/v1/series', '/v1/summary', '/v1/conditions'],
  ...['/v1/refused', '/openapi.json', '/assets/a.js', '/healthz/ready'],
)
const value = fc.oneof(
  nasty,
  fc.string({ maxLength: 20 }),
  fc.integer().map(String),
  fc
    .tuple(fc.integer({ min: 0, max: 999_999 }), fc.constantFrom('s', 'm', 'h', 'd'))
    .map(([n, unit]) => `-${n}${unit}`),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
)
const parameter = fc
  .tuple(fc.constantFrom('limit', 'after', 'before', 'from', 'to', 'step', 'format', 'x'), value)
  .map(([name, said]) => `${name}=${encodeURIComponent(said.toWellFormed())}`)
const paths = fc
  .tuple(fc.oneof(path, mutated(path)), fc.array(fc.oneof(parameter, mutated(parameter)), { maxLength: 4 }))
  .map(([one, parameters]) => (parameters.length === 0 ? one : `${one}?${parameters.join('&')}`))

/** Who reads: paths, parameters and headers. Nothing asked is a fault of the store. */
export const query: Door<Wire> = {
  name: 'query',
  share: 1,
  cases: wires({
    methods: fc.constantFrom('GET', 'GET', 'GET', 'GET', 'HEAD', 'POST', 'DELETE'),
    paths,
    headers: fc.array(
      fc.tuple(
        fc.constantFrom('accept', 'if-none-match', 'accept-encoding', 'range'),
        fc.oneof(nasty, fc.constantFrom('text/csv', '*/*', 'text/*;q=0.1')),
      ),
      { maxLength: 2 },
    ),
    bodies: fc.constant(Buffer.alloc(0)),
  }).filter((wire) => !wire.path.includes('live')), // a stream has no end to wait for

  async enter(world, cases) {
    const replies = await Promise.all(cases.map((wire) => send(world.at.query, wire)))
    for (const [index, wire] of cases.entries()) {
      checkReply(wire, replies[index], ALLOWED)
      must(
        !isWhole(wire) || replies[index]?.status !== 503,
        `${wire.path} is answered with 503 while the store is here`,
      )
    }
  },
}
