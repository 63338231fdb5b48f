import { expect, onTestFinished, test, vi } from 'vitest'
import { endTelemetry, prepareTelemetry, startTelemetry } from '#lib/platform/telemetry.ts'
import { startOtlpReceiver } from '#lib/testing/otlp-receiver.ts'
import { attempt } from './attempt.ts'
import { parseTrace } from './trace-context.ts'

const [traceId, spanId] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331']
const trace = parseTrace(`00-${traceId}-${spanId}-01`, undefined)
const answer = (status: number) => ({ status, headers: {}, body: Buffer.alloc(0) })

test('an attempt goes on with the trace of its record, where somebody listens in a span that is told', async () => {
  const sent: Record<string, string>[] = []
  const send = (status: number) => async (headers: Record<string, string>) => {
    sent.push(headers)
    return answer(status)
  }
  await attempt(trace, send(200)) // nobody listens
  await using receiver = await startOtlpReceiver()
  onTestFinished(() => void vi.unstubAllEnvs())
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', receiver.url)
  prepareTelemetry(process.env, 'kafka-source', () => {})
  startTelemetry(() => {})
  await attempt(trace, send(503))
  await attempt(trace, send(200))
  await attempt(undefined, send(200))
  await expect(attempt(trace, () => Promise.reject(new Error('cut')))).rejects.toThrow('cut')
  await endTelemetry()

  const parentOf = ({ traceparent }: Record<string, string>) => traceparent?.split('-')[2]
  const [untold, ...told] = sent.map(parentOf)
  expect(untold).toMatch(/^[0-9a-f]{16}$/)
  expect(told.at(-1)).toBeUndefined()
  const spans = receiver.spans()
  expect(spans.map((span) => [span.traceId, span.parentSpanId, span.kind])).toEqual(
    Array(3).fill([traceId, spanId, 'CLIENT']),
  )
  expect(spans.slice(0, 2).map((span) => span.spanId)).toEqual(told.slice(0, 2))
  expect(spans.map(({ isError }) => isError)).toEqual([true, false, true])
})
