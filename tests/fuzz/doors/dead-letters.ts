import fc from 'fast-check'
import type { Door } from '../door.ts'
import { checkReply, send, type Wire, wires } from '../http.ts'
import { mutated, nasty } from '../mutations.ts'
import { eventWires } from './consumers.ts'

const asked = wires({
  methods: fc.constantFrom('GET', 'POST', 'DELETE', 'HEAD', 'PUT'),
  paths: fc.oneof(
    mutated(
      fc.constantFrom(
        '/v1/dead-letters',
        '/v1/dead-letters/e-1',
        '/v1/dead-letters/replay',
        '/v1/dead-letters/e-1/replay',
      ),
    ),
    fc
      .tuple(fc.constantFrom('limit', 'before', 'reason', 'station', 'source', 'from', 'to', 'after'), nasty)
      .map(([name, value]) => `/v1/dead-letters?${name}=${encodeURIComponent(value.toWellFormed())}`),
  ),
  headers: fc.constant([['content-type', 'application/json'] as const]),
  bodies: fc.json().map((text) => Buffer.from(text)),
})

/** The dead-letter sinks, which take whatever they are given, and the API. */
export const deadLetters: Door<Wire> = {
  name: 'dead-letters',
  share: 1,
  cases: fc.oneof({ arbitrary: eventWires, weight: 2 }, { arbitrary: asked, weight: 1 }),

  async enter(world, cases) {
    const replies = await Promise.all(cases.map((wire) => send(world.at.deadLetters, wire)))
    for (const [index, wire] of cases.entries()) {
      const isLetter = wire.method === 'POST' && !wire.path.startsWith('/v1')
      checkReply(wire, replies[index], isLetter ? [204] : [200, 202, 204, 404, 405, 409, 413, 415, 422])
    }
  },
}
