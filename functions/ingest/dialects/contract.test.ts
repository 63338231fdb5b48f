import { aJson } from '../testing/bench.ts'
import { describeDialect } from '../testing/dialect.contract.ts'
import { classic } from './classic.ts'
import { v1 } from './v1.ts'

const KEY = 'chaac-key-7f3a'
const bearer = { authorization: `Bearer ${KEY}` }

const reading = { station: 'Tikal', observedAt: '2026-05-01T11:59:00Z', temperature: 31.5, humidity: 80 }
const message = { municipality: 'Amatitlán', temperature: 23, humidity: 60, weather: 'Sunny' }

/** Messages of the original say no time; a key makes them recognizable. */
const keyed = { 'idempotency-key': 'k-1' }

describeDialect({
  dialect: v1,
  good: [
    under(aJson('/v1/readings', reading, 'one reading'), bearer),
    under(aJson('/v1/readings', [reading, { ...reading, station: 'Xela' }], 'an array'), {
      'x-api-key': KEY,
    }),
  ],
  bad: [
    {
      ...under(aJson('/v1/readings', { ...reading, humidity: 900 }, 'an impossible reading'), bearer),
      status: 422,
    },
  ],
  secrets: [KEY],
})

describeDialect({
  dialect: classic,
  good: [
    under(aJson('/weather', message, 'a message with names'), { ...bearer, ...keyed }),
    under(aJson('/tweet', { ...message, municipality: 3, weather: 1 }, 'a message with numbers'), keyed),
  ],
  bad: [{ ...aJson('/weather', { ...message, weather: 'volcanic' }, 'a weather of its own'), status: 422 }],
  secrets: [KEY],
})

function under<T extends { headers?: Record<string, string> }>(
  sample: T,
  headers: Record<string, string>,
): T {
  return { ...sample, headers: { ...sample.headers, ...headers } }
}
