import { SpanKind } from '@opentelemetry/api'
import type { Redis } from 'iovalkey'
import { histogram } from '#lib/platform/telemetry-meters.ts'
import { currentIds, errorTypeOf, inSpan } from '#lib/platform/telemetry-spans.ts'
import { telemetry } from '#lib/platform/telemetry-state.ts'

const duration = histogram('db.client.operation.duration', {
  unit: 's',
  description: 'How long a call of the store takes',
})

/** Calls a function of the store in a span of its own. Valkey is not among the systems that the conventions know. */
export async function inStoreCall<T>(
  { options }: Redis,
  operation: string,
  procedure: string | undefined,
  call: () => Promise<T>,
): Promise<T> {
  if (!telemetry.tracing && !telemetry.metering) return await call()
  const attributes = {
    'db.system.name': 'valkey',
    'db.operation.name': operation,
    ...(procedure === undefined ? {} : { 'db.stored_procedure.name': procedure }),
    'server.address': options.host ?? '',
    'server.port': options.port ?? 0,
  }
  const begun = performance.now()
  let failure: Record<string, string> = {}
  try {
    // What happens by itself, such as the poll of a live page, is counted and makes no trace.
    if (currentIds() === undefined) return await call()
    const name = procedure === undefined ? operation : `${operation} ${procedure}`
    return await inSpan(name, { kind: SpanKind.CLIENT, attributes }, call)
  } catch (error) {
    failure = { 'error.type': errorTypeOf(error) }
    throw error
  } finally {
    duration((performance.now() - begun) / 1_000, { ...attributes, ...failure })
  }
}
