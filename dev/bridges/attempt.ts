import { SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { carrierOfTrace, inSpan, traceOf } from '#lib/platform/telemetry-spans.ts'
import { telemetry } from '#lib/platform/telemetry-state.ts'
import type { Answer } from './delivery.ts'
import { type Trace, traceHeaders } from './trace-context.ts'

/**
 * Sends once, with headers that go on with the trace of the record. The attempt is a span of its own, as KafkaSource makes
 * it. Where no collector is named nobody hears of it, and only its id is in the headers.
 */
export async function attempt(
  trace: Trace | undefined,
  send: (headers: Record<string, string>) => Promise<Answer>,
): Promise<Answer> {
  if (!telemetry.isReady) await telemetry.ready
  if (trace === undefined || !telemetry.tracing) return await send(traceHeaders(trace))
  const parent = traceOf(traceHeaders(trace, () => trace.spanId))
  const attributes = { 'http.request.method': 'POST' }
  return await inSpan('POST', { kind: SpanKind.CLIENT, attributes, parent }, async (span) => {
    const answer = await send(carrierOfTrace())
    span.setAttribute('http.response.status_code', answer.status)
    if (answer.status >= 400) span.setStatus({ code: SpanStatusCode.ERROR })
    return answer
  })
}
