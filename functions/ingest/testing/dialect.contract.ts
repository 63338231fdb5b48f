import { describe, expect, test } from 'vitest'
import { parseReading } from '#lib/domain/observation.ts'
import { TransientError } from '#lib/platform/errors.ts'
import { RequestProblem } from '#lib/platform/problem.ts'
import { ReadingWriter } from '#lib/platform/proto.ts'
import { fromReadingMessage, toReadingMessage } from '#lib/writer/reading-message.ts'
import type { Dialect } from '../dialects/dialect.ts'
import { createDialectBench, type Sample } from './bench.ts'

/** A dialect with what its senders send: samples to take, samples to refuse, and the secrets in them. */
export type DialectCase = {
  dialect: Dialect
  /** Each says when it was observed, so that it can be recognized when it comes again. */
  good: readonly Sample[]
  bad: readonly (Sample & { status: number })[]
  /** Parts of samples that nobody may ever see again. */
  secrets: readonly string[]
}

const { requestSerialize, requestDeserialize } = ReadingWriter.service.WriteReadings

/** What holds for every dialect. */
export function describeDialect({ dialect, good, bad, secrets }: DialectCase): void {
  describe(dialect.name, () => {
    test.each(good)('$what is taken: 2xx, and every reading obeys the rules', async (sample) => {
      const bench = createDialectBench([dialect])
      const response = await bench.ask(sample)
      expect(response.ok, await response.clone().text()).toBe(true)
      expect(bench.delivered).not.toEqual([])
      for (const reading of bench.delivered) {
        expect(parseReading(reading)).toEqual({ reading })
        expect(reading.dialect).toBe(dialect.name)
      }
    })

    test.each(good)('$what becomes a message that a writer takes as it is', async (sample) => {
      const bench = createDialectBench([dialect])
      await bench.ask(sample)
      const bytes = requestSerialize({ readings: bench.delivered.map(toReadingMessage) })
      const received = requestDeserialize(bytes).readings.map(fromReadingMessage)
      expect(received).toEqual(bench.delivered)
    })

    test.each(good)('$what that is sent again is the same reading', async (sample) => {
      const bench = createDialectBench([dialect])
      await bench.ask(sample)
      const first = bench.delivered.splice(0)
      await bench.ask(sample)
      expect(bench.delivered.map(({ id }) => id)).toEqual(first.map(({ id }) => id))
    })

    test.each(bad)('$what is refused with $status, and nothing is taken', async ({ status, ...sample }) => {
      const bench = createDialectBench([dialect])
      const response = await bench.ask(sample)
      expect([response.status, await response.text()]).toEqual([status, expect.stringMatching(/./)])
      expect(bench.delivered).toEqual([])
    })

    test.each(good)('P1: $what while no broker confirms: 503 with Retry-After', async (sample) => {
      const deliver = () => Promise.reject(new TransientError('all are away'))
      const response = await createDialectBench([dialect], { deliver }).ask(sample)
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2'])
    })

    test.each(['unauthorized', 'forbidden'] as const)(
      'who is %s hears so, and nothing is taken',
      async (kind) => {
        const admit = () => {
          throw new RequestProblem(kind, 'no')
        }
        const bench = createDialectBench([dialect], { admit })
        const response = await bench.ask(good[0] as Sample)
        expect([401, 403]).toContain(response.status)
        expect(await response.text()).toMatch(/./)
        expect(bench.delivered).toEqual([])
      },
    )

    test('another method is answered with those that are taken', async () => {
      const { target } = good[0] as Sample
      const response = await createDialectBench([dialect]).app.request(target, { method: 'DELETE' })
      expect([response.status, response.headers.get('allow')]).toEqual([405, dialect.methods.join(', ')])
      expectNoSecret(await response.text())
    })

    const [post] = good.filter(({ method }) => method === 'POST')
    if (post !== undefined) {
      test('a body that is too large is refused', async () => {
        const body = 'x'.repeat(dialect.maxBody + 1)
        const response = await createDialectBench([dialect]).ask({ ...post, body })
        expect(response.status).toBe(413)
      })
    }

    test('P8: no secret is in a reading, an answer or a log', async () => {
      const failing = () => Promise.reject(new TypeError('nobody expected this'))
      for (const sample of [...good, ...bad]) {
        for (const parts of [{}, { deliver: failing }]) {
          const bench = createDialectBench([dialect], parts)
          const response = await bench.ask(sample)
          expectNoSecret(await response.text())
          expectNoSecret(JSON.stringify([...response.headers]))
          expectNoSecret(JSON.stringify([bench.delivered, bench.lines]))
        }
      }
    })
  })

  function expectNoSecret(text: string): void {
    for (const secret of secrets) expect(text.toLowerCase()).not.toContain(secret.toLowerCase())
  }
}
