import { expect, test, vi } from 'vitest'
import { kafkaBench } from './bridges-kafka.ts'
import { type Reply, startSink } from './bridges-sink.ts'

const slowly = (ms: number) => () => new Promise<Reply>((resolve) => setTimeout(resolve, ms, 200))
const events = (count: number, partition = 0) =>
  Array.from({ length: count }, (_, index) => ({ id: `${partition}-${index}`, partition }))

test('ordered has one event in flight per partition, all partitions at once', async () => {
  await using bench = await kafkaBench({ partitions: 3 })
  await using sink = await startSink(slowly(50))
  const sent = [0, 1, 2].map((partition) => events(6, partition))
  await bench.send(...sent.flat())
  await using _ = bench.bridge(sink.url)
  await vi.waitFor(() => expect(sink.seen).toHaveLength(18), 5_000)
  expect(sink.peak()).toBe(3)
  for (const partition of sent) {
    const ids = partition.map(({ id }) => id)
    expect(sink.ids().filter((id) => ids.includes(id))).toEqual(ids)
  }
})

test('unordered has up to 99 events in flight', async () => {
  await using bench = await kafkaBench()
  await using sink = await startSink(slowly(100))
  await bench.send(...events(300))
  await using _ = bench.bridge(sink.url, { ORDERING: 'unordered' })
  await vi.waitFor(() => expect(new Set(sink.ids()).size).toBe(300), 5_000)
  expect(sink.peak()).toBeGreaterThan(50)
  expect(sink.peak()).toBeLessThan(100)
})

test('an ordered event that fails holds its partition up until its last attempt, and no other partition', async () => {
  await using bench = await kafkaBench({ partitions: 2 })
  await using sink = await startSink(({ id }) => (id === '0-0' ? 503 : 200))
  await bench.send(...events(2, 0), ...events(2, 1))
  await using _ = bench.bridge(sink.url, { DELIVERY_BACKOFF_DELAY: 'PT0.3S' })
  await vi.waitFor(() => expect(sink.ids()).toContain('0-1'), 10_000)
  expect(sink.ids().filter((id) => id.startsWith('0'))).toEqual(['0-0', '0-0', '0-0', '0-0', '0-1'])
  const before = sink.ids().slice(0, sink.ids().indexOf('0-1'))
  expect(before).toEqual(expect.arrayContaining(['1-0', '1-1']))
})

test('unordered, an event that is retried holds nothing up but the offset', async () => {
  await using bench = await kafkaBench()
  await using sink = await startSink(({ id }) => (id === '0-1' ? 503 : 200))
  await bench.send(...events(4))
  {
    await using _ = bench.bridge(sink.url, { ORDERING: 'unordered', DELIVERY_BACKOFF_DELAY: 'PT60S' })
    await vi.waitFor(() => expect(new Set(sink.ids()).size).toBe(4), 5_000)
  }
  expect(await bench.committed()).toEqual([1])
})
