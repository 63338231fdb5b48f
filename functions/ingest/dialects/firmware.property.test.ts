import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseReading } from '#lib/domain/observation.ts'
import { dialectsOf } from '../dialects.ts'
import { createDialectBench } from '../testing/bench.ts'
import { ambientQuery, ecowittForm, undergroundQuery, windguruQuery, wowQuery } from '../testing/stations.ts'

const doors = [
  ['GET', '/weatherstation/updateweatherstation.php', undergroundQuery],
  ['POST', '/data/report/', ecowittForm],
  ['GET', '/data/report/', ambientQuery],
  ['GET', '/automaticreading', wowQuery],
  ['GET', '/upload/api.php', windguruQuery],
] as const

const anyValue = fc.oneof(
  fc.double({ noNaN: true }).map(String),
  fc.double({ min: -1000, max: 1e9, noNaN: true }).map((value) => value.toFixed(3)),
  fc.constantFrom('-9999', '', '--', '0', '-0', '1e400', '٣', '%', '%zz', 'now', '\u0000', '+'),
  fc.string(),
)

test('whatever firmware sends is taken by the rules of a reading, or refused with 400', async () => {
  const bench = createDialectBench(dialectsOf('firmware'))
  let taken = 0
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...doors),
      fc.array(fc.tuple(fc.nat(), anyValue)),
      async (door, changes) => {
        const [method, path, query] = door
        const fields = new URLSearchParams(query)
        const names = [...fields.keys()]
        for (const [at, value] of changes.slice(0, 5)) fields.set(names[at % names.length] as string, value)
        bench.delivered.length = 0
        const response = await bench.ask({
          what: 'anything',
          method,
          target: method === 'GET' ? `${path}?${fields}` : path,
          ...(method === 'POST' ? { body: fields.toString() } : {}),
        })
        expect([200, 400]).toContain(response.status)
        if (response.status === 200) taken += 1
        for (const reading of bench.delivered) expect(parseReading(reading)).toEqual({ reading })
      },
    ),
    { numRuns: 1_000 },
  )
  expect(taken).toBeGreaterThan(100)
})
