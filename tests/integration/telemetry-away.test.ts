import { expect, test } from 'vitest'
import { startFunction } from './function-process.ts'

const nowhere = '127.0.0.1:1'

test('a function whose collector is away works, says so once, and ends in order', async () => {
  await using ingest = await startFunction('ingest', {
    GRPC_KAFKA_ADDR: nowhere,
    GRPC_RABBIT_ADDR: nowhere,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://${nowhere}`,
    OTEL_EXPORTER_OTLP_TIMEOUT: '200',
    OTEL_METRIC_EXPORT_INTERVAL: '100',
  })
  await expect.poll(ingest.events).toContain('listening')
  const answer = await fetch(`${ingest.url}/health`)
  expect(answer.status).toBe(200)
  await expect.poll(ingest.events).toContain('neighbour.away')
  await ingest[Symbol.asyncDispose]()
  expect(await ingest.exited).toBe(0)
  expect(ingest.events()).toEqual(['listening', 'neighbour.away', 'stopped'])
})
