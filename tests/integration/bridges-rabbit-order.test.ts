import { expect, test, vi } from 'vitest'
import { rabbitBench } from './bridges-rabbit.ts'
import { type Reply, startSink } from './bridges-sink.ts'

const slowly = (ms: number) => () => new Promise<Reply>((resolve) => setTimeout(resolve, ms, 200))
const ids = (count: number) => Array.from({ length: count }, (_, index) => String(index))

test('parallelism 1 has one event in flight, in order', async () => {
  await using bench = await rabbitBench()
  await using sink = await startSink(slowly(10))
  await bench.send(...ids(20))
  await using _ = bench.bridge(sink.url)
  await vi.waitFor(() => expect(sink.ids()).toEqual(ids(20)), 5_000)
  expect(sink.peak()).toBe(1)
})

test('parallelism 10 has ten events in flight', async () => {
  await using bench = await rabbitBench()
  await using sink = await startSink(slowly(50))
  await bench.send(...ids(40))
  await using _ = bench.bridge(sink.url, { PARALLELISM: '10' })
  await vi.waitFor(() => expect(sink.ids().toSorted()).toEqual(ids(40).toSorted()), 5_000)
  expect(sink.peak()).toBe(10)
})

test('poison does not block the events behind it', async () => {
  await using bench = await rabbitBench()
  await using sink = await startSink(({ id }) => (id === 'poison' ? 400 : 200))
  await bench.send('before', 'poison', 'behind')
  await using _ = bench.bridge(sink.url)
  await vi.waitFor(() => expect(sink.ids()).toEqual(['before', 'poison', 'behind']), 5_000)
  await bench.deadLetters(1)
})
