import { expect, test, vi } from 'vitest'
import { startBridge } from './bridges-process.ts'
import { rabbitBench } from './bridges-rabbit.ts'
import { startSink } from './bridges-sink.ts'

const ids = Array.from({ length: 20 }, (_, index) => String(index))

test('SIGTERM cuts the requests in flight, and every message goes back to the queue', async () => {
  await using bench = await rabbitBench()
  await using sink = await startSink(() => 'silence')
  await bench.send(...ids)
  using bridge = await startBridge('rabbitmq-source', { ...bench.env(sink.url), PARALLELISM: '4' })
  await vi.waitFor(() => expect(sink.seen).toHaveLength(4), 5_000)
  const { code, ms } = await bridge.stop()
  expect(code).toBe(0)
  expect(ms).toBeLessThan(1_500)
  await vi.waitFor(async () => expect(await bench.waiting()).toBe(20), 5_000)
})

test('a restart amid the retries loses nothing', async () => {
  await using bench = await rabbitBench()
  let healthy = false
  await using sink = await startSink(() => (healthy ? 200 : 503))
  await bench.send('a', 'b')
  {
    using bridge = await startBridge('rabbitmq-source', {
      ...bench.env(sink.url),
      DELIVERY_BACKOFF_DELAY: 'PT60S',
    })
    await vi.waitFor(() => expect(sink.ids()).toEqual(['a']), 5_000)
    expect(await bridge.stop()).toMatchObject({ code: 0 })
  }
  healthy = true
  await using _ = bench.bridge(sink.url)
  await vi.waitFor(() => expect(sink.ids()).toEqual(['a', 'a', 'b']), 5_000)
  await vi.waitFor(async () => expect(await bench.waiting()).toBe(0), 5_000)
})

test('a queue that is missing is waited for, at the start and later', async () => {
  await using bench = await rabbitBench()
  await using sink = await startSink(() => 200)
  await bench.channel.deleteQueue(bench.queue)
  const events: string[] = []
  await using _ = bench.bridge(sink.url, {}, (_level, event) => events.push(event))
  for (const [round, id] of ['first', 'second'].entries()) {
    await vi.waitFor(() => expect(events).toHaveLength(2 * round + 1), 5_000)
    await bench.declare()
    await bench.send(id)
    await vi.waitFor(() => expect(sink.ids()).toContain(id), 5_000)
    await bench.channel.deleteQueue(bench.queue)
  }
  expect(events.slice(0, 4)).toEqual(['source.waiting', 'source.ready', 'source.waiting', 'source.ready'])
})
