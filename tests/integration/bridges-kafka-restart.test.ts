import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { kafkaBench } from './bridges-kafka.ts'
import { startBridge } from './bridges-process.ts'
import { startSink } from './bridges-sink.ts'

test('a restart amid the retries loses nothing, and repeats nothing that was finished', async () => {
  await using bench = await kafkaBench()
  let healthy = false
  await using sink = await startSink(({ id }) => (id === 'bad' && !healthy ? 503 : 200))
  await bench.send({ id: 'good' }, { id: 'bad' }, { id: 'behind' })
  {
    using bridge = await startBridge('kafka-source', {
      ...bench.env(sink.url),
      DELIVERY_BACKOFF_DELAY: 'PT60S',
    })
    await vi.waitFor(() => expect(sink.ids()).toEqual(['good', 'bad']), 5_000)
    const { code, ms } = await bridge.stop()
    expect(code).toBe(0)
    expect(ms).toBeLessThan(2_000)
  }
  healthy = true
  {
    await using _ = bench.bridge(sink.url)
    await vi.waitFor(() => expect(sink.ids()).toEqual(['good', 'bad', 'bad', 'behind']), 5_000)
  }
  expect(await bench.committed()).toEqual([3])
})

test('what is in flight at the end is finished and committed, and nothing new is begun', async () => {
  await using bench = await kafkaBench()
  await using sink = await startSink(() => new Promise((resolve) => setTimeout(resolve, 300, 200)))
  await bench.send({ id: 'a' }, { id: 'b' })
  {
    await using _ = bench.bridge(sink.url)
    await vi.waitFor(() => expect(sink.ids()).toEqual(['a']), 5_000)
  }
  expect(sink.ids()).toEqual(['a'])
  expect(await bench.committed()).toEqual([1])
})

test('an event that outlasts the session of the group neither ends it nor blocks other partitions', async () => {
  await using bench = await kafkaBench({ partitions: 2 })
  await using sink = await startSink(async ({ id }) => {
    if (id === 'long') await sleep(7_500)
    return 200
  })
  await bench.send({ id: 'long' }, { id: 'behind' })
  await using _ = bench.bridge(sink.url)
  await vi.waitFor(() => expect(sink.ids()).toEqual(['long']), 5_000)
  for (const id of ['x', 'y', 'z']) {
    await bench.send({ id, partition: 1 })
    await vi.waitFor(() => expect(sink.ids()).toContain(id), 1_000)
    await sleep(2_000)
  }
  await vi.waitFor(() => expect(sink.ids()).toEqual(['long', 'x', 'y', 'z', 'behind']), 5_000)
})

test('a topic that is missing is waited for', async () => {
  await using bench = await kafkaBench()
  await using sink = await startSink(() => 200)
  await bench.admin.deleteTopics({ topics: [bench.topic] })
  await using _ = bench.bridge(sink.url)
  await sleep(500)
  await bench.admin.createTopics({ topics: [{ topic: bench.topic }] })
  await bench.send({ id: 'late' })
  await vi.waitFor(() => expect(sink.ids()).toEqual(['late']), 10_000)
})

test('two bridges share the partitions, and what was finished before is not repeated', async () => {
  await using bench = await kafkaBench({ partitions: 4 })
  await using sink = await startSink(() => 200)
  const round = (name: string) => [0, 1, 2, 3].map((partition) => ({ id: `${name}-${partition}`, partition }))
  const events: string[] = []
  await bench.send(...round('first'))
  await using _one = bench.bridge(sink.url, {}, (_level, event) => events.push(event))
  await vi.waitFor(() => expect(sink.seen).toHaveLength(4), 5_000)
  await using _two = bench.bridge(sink.url, {}, (_level, event) => events.push(event))
  await vi.waitFor(() => expect(events.filter((event) => event === 'source.ready').length).toBe(3), 10_000)
  await bench.send(...round('second'))
  await vi.waitFor(() => expect(new Set(sink.ids()).size).toBe(8), 5_000)
  expect(sink.ids().toSorted()).toEqual(
    [...round('first'), ...round('second')].map(({ id }) => id).toSorted(),
  )
})

test('a rebalance while much waits stalls nothing', async () => {
  await using bench = await kafkaBench({ partitions: 2 })
  let ms = 100
  await using sink = await startSink(() => new Promise((resolve) => setTimeout(resolve, ms, 200)))
  await bench.send(
    ...Array.from({ length: 300 }, (_, index) => ({ id: String(index), partition: index % 2 })),
  )
  await using _one = bench.bridge(sink.url)
  await vi.waitFor(() => expect(sink.seen.length).toBeGreaterThan(2), 5_000)
  await using _two = bench.bridge(sink.url)
  await sleep(2_000)
  ms = 0
  await vi.waitFor(() => expect(new Set(sink.ids()).size).toBe(300), 10_000)
})
