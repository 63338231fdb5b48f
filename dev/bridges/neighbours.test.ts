import { spawnSync } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { addressesOf } from './neighbours.ts'

test('the neighbours of a bridge are its brokers and its sink', () => {
  const env = { KAFKA_ADDR: 'kafka:9092,[::1]:9093', SINK: 'http://kafka-consumer/' }
  expect(addressesOf(env)).toEqual([
    { host: 'kafka', port: 9092 },
    { host: '::1', port: 9093 },
    { host: 'kafka-consumer', port: 80 },
  ])
  expect(addressesOf({ RABBIT_ADDR: 'rabbitmq:5672', SINK: 'http://a:8080/' })).toHaveLength(2)
})

test('a bridge is healthy while all of them answer', async () => {
  const sink = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void sink.close())
  await vi.waitFor(() => expect(sink.listening).toBe(true))
  const { port } = sink.address() as AddressInfo
  const check = (env: Record<string, string>) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'reachable.ts')], { env, encoding: 'utf8' })
  expect(check({ SINK: `http://127.0.0.1:${port}/` })).toMatchObject({ status: 0, stderr: '' })
  const { status, stderr } = check({ KAFKA_ADDR: '127.0.0.1:1', SINK: `http://127.0.0.1:${port}/` })
  expect([status, stderr]).toEqual([1, expect.stringContaining('ECONNREFUSED')])
})
