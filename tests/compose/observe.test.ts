import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { post } from '../e2e/requests.ts'
import { address, compose } from './containers.ts'
import { tracesOf } from './jaeger-traces.ts'
import { upWhole } from './stack.ts'

const observers = ['collector', 'jaeger', 'prometheus']

beforeAll(async () => {
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', 'http://collector:4318')
  await compose.run('--profile', 'functions', '--profile', 'observe', 'up', '--wait')
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await compose.run('rm', '--stop', '--force', '--volumes', ...observers)
  await upWhole()
})

test('Jaeger shows in one trace how a reading came through both brokers to the store', async () => {
  const rpc = 'chaac.weather.v1.ReadingWriter/WriteReadings'
  const way = (writer: string, send: string) =>
    `ingest POST /v1/readings > ingest ${rpc} > ${writer} ${rpc} > ${writer} ${send} weather-readings`
  const end = (consumer: string) => `${consumer} POST /* > ${consumer} process > ${consumer} FCALL store`
  await vi.waitFor(
    async () => {
      const { status } = await post(`${address.ingest}/v1/readings`, { station: 'tikal', temperature: 31 })
      expect(status).toBe(202)
      expect(await tracesOf(address.jaeger, 'kafka-writer')).toContainEqual([
        `${way('kafka-writer', 'send')} > kafka-source POST > ${end('kafka-consumer')}`,
        `${way('rabbit-writer', 'publish')} > ${end('rabbit-consumer')}`,
      ])
    },
    { timeout: 120_000, interval: 2_000 },
  )
})

test('what functions count is in Prometheus', async () => {
  const stored = async () => {
    const answer = await fetch(`${address.prometheus}/api/v1/query?query=sum(chaac_readings_stored_total)`)
    const { data } = (await answer.json()) as { data: { result: { value: [number, string] }[] } }
    return Number(data.result[0]?.value[1])
  }
  await expect.poll(stored, { timeout: 120_000, interval: 2_000 }).toBeGreaterThan(0)
})
