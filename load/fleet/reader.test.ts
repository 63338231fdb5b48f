import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createReader } from './reader.ts'

test('it asks for the summary and for stations until it ends, and counts what is not answered well', async () => {
  const asked: string[] = []
  const server = createServer((request, answer) => {
    asked.push(request.url ?? '')
    if (request.url === '/v1/summary') answer.end('{}')
    else answer.writeHead(503).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const reader = createReader(`http://127.0.0.1:${port}`, 5)
  await expect.poll(() => asked.length).toBeGreaterThan(5)
  await reader[Symbol.asyncDispose]()
  const { asked: total, failed } = reader.reads
  expect(new Set(asked)).toEqual(new Set(['/v1/summary', '/v1/stations?limit=20']))
  expect({ total, failed }).toEqual({ total: asked.length, failed: asked.length / 2 })
  await sleep(20)
  expect(asked).toHaveLength(total)
  server.close()
})

test('where nobody listens every question fails, and none is left open', async () => {
  const reader = createReader('http://127.0.0.1:1', 5)
  await expect.poll(() => reader.reads.failed).toBeGreaterThan(3)
  await reader[Symbol.asyncDispose]()
  expect(reader.reads.failed).toBe(reader.reads.asked)
})
