import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_READINGS } from '#lib/domain/event.ts'
import type { Reading } from '#lib/domain/reading.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import { createLane } from './lane.ts'

const limits = { calls: 4, eagerCalls: 2, worthwhile: 3, paceMs: 8, waiting: 10_000, waitMs: 3_000 }

/** Requests with sizes, the moment at which each arrives, and whether each call fails. */
const anyLoad = fc.record({
  sizes: fc.array(fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: MAX_READINGS })), {
    minLength: 1,
    maxLength: 40,
  }),
  failures: fc.infiniteStream(fc.boolean()),
})

test('whatever the sizes, latencies and failures: each write settles once, with the outcome of its own call', async () => {
  await fc.assert(
    fc.asyncProperty(anyLoad, fc.scheduler(), async ({ sizes, failures }, scheduler) => {
      const calls: { ids: string[]; failed: Error | undefined }[] = []
      let underWay = 0
      let clock = 1_000
      const lane = createLane(
        'kafka',
        async (batch) => {
          underWay += 1
          expect(underWay).toBeLessThanOrEqual(limits.calls)
          expect(batch.length).toBeLessThanOrEqual(MAX_READINGS)
          const failed = failures.next().value ? new Error(`call ${calls.length}`) : undefined
          calls.push({ ids: batch.map(({ id }) => id), failed })
          try {
            await scheduler.schedule(Promise.resolve(), `call ${calls.length}`)
          } finally {
            underWay -= 1
          }
          if (failed) throw failed
        },
        limits,
        () => clock,
        (run) => void scheduler.schedule(Promise.resolve(), 'turn').then(run),
        (run, ms) => {
          const due = clock + ms
          const end = () => {
            clock = Math.max(clock, due)
            run()
          }
          void scheduler.schedule(Promise.resolve(), 'timer').then(end)
        },
      )
      const requests = sizes.map((size) => Array.from({ length: size }, () => sampleReading()))
      const settled = requests.map(() => 0)
      const outcomes = requests.map(async (readings, index) => {
        await scheduler.schedule(Promise.resolve(), `request ${index}`)
        const outcome = await lane.write(readings).then(
          () => undefined,
          (error: Error) => error.cause,
        )
        settled[index] = (settled[index] ?? 0) + 1
        return outcome
      })
      await scheduler.waitFor(Promise.all(outcomes))

      expect(settled).toEqual(requests.map(() => 1))
      expect(await Promise.all(outcomes)).toEqual(requests.map((readings) => callOf(calls, readings)?.failed))
      expect(calls.flatMap(({ ids }) => ids).sort()).toEqual(
        requests.flatMap((readings) => readings.map(({ id }) => id)).sort(),
      )
      expect(lane.age).toBe(0)
    }),
  )
})

/** The one call that carried all of a request's readings. */
function callOf(
  calls: readonly { ids: string[]; failed: Error | undefined }[],
  readings: readonly Reading[],
) {
  return calls.find(({ ids }) => readings.every(({ id }) => ids.includes(id)))
}
