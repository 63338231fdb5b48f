import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { runClock } from './clock.ts'

test('the clock sends the events of a PingSource until it is stopped', async () => {
  const ticks: IncomingHttpHeaders[] = []
  const consumer = createServer((request, response) => {
    ticks.push(request.headers)
    response.writeHead(204).end()
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void consumer.close())
  await vi.waitFor(() => expect(consumer.listening).toBe(true))

  const stop = new AbortController()
  const { port } = consumer.address() as AddressInfo
  const running = runClock(`http://127.0.0.1:${port}/`, stop.signal, 10)
  await vi.waitFor(() => expect(ticks.length).toBeGreaterThan(2))
  stop.abort()
  await running
  for (const tick of ticks) {
    expect(tick).toMatchObject({ 'ce-specversion': '1.0', 'ce-type': 'dev.knative.sources.ping' })
  }
  expect(new Set(ticks.map((tick) => tick['ce-id'])).size).toBe(ticks.length)
})

test('a clock whose consumer is away goes on', async () => {
  const stop = new AbortController()
  const running = runClock('http://127.0.0.1:1/', stop.signal, 5)
  await new Promise((resolve) => setTimeout(resolve, 30))
  stop.abort()
  await expect(running).resolves.toBeUndefined()
})
