import { Metadata, type ServerUnaryCall, status } from '@grpc/grpc-js'
import { SpanKind } from '@opentelemetry/api'
import { hostAndPort } from './address.ts'
import { PermanentError } from './errors.ts'
import { histogram } from './telemetry-meters.ts'
import { carrierOfTrace, errorTypeOf, inSpan, traceOf } from './telemetry-spans.ts'
import { markStart } from './telemetry-start.ts'
import { telemetry } from './telemetry-state.ts'

const options = { unit: 's', description: 'How long a call takes' }
const serverDuration = histogram('rpc.server.call.duration', options)
const clientDuration = histogram('rpc.client.call.duration', options)

const nothing = new Metadata()

/** Does a call in a span of its own, which goes on with the trace of the caller. */
export async function inServerCall<T>(
  call: Pick<ServerUnaryCall<unknown, unknown>, 'metadata' | 'getPath'>,
  work: () => Promise<T>,
): Promise<T> {
  if (!telemetry.configured) return await work()
  if (!telemetry.isReady) await telemetry.ready
  const method = call.getPath().slice(1)
  const { traceparent, tracestate } = call.metadata.getMap()
  const isTaken = telemetry.takes(traceparent?.toString())
  const parent = isTaken ? traceOf({ traceparent, tracestate }) : undefined
  try {
    return await measured(serverDuration, method, {}, (attributes) =>
      isTaken ? inSpan(method, { kind: SpanKind.SERVER, attributes, parent }, work) : work(),
    )
  } finally {
    markStart('answer')
  }
}

/** Makes a call in a span of its own, with the metadata that carries the trace. */
export async function inClientCall<T>(
  method: string,
  address: string,
  call: (metadata: Metadata) => Promise<T>,
): Promise<T> {
  if (!telemetry.tracing && !telemetry.metering) return await call(nothing)
  return await measured(clientDuration, method, addressOf(address), (attributes) =>
    inSpan(method, { kind: SpanKind.CLIENT, attributes }, () => call(metadataOfTrace())),
  )
}

function metadataOfTrace(): Metadata {
  const metadata = new Metadata()
  for (const [name, value] of Object.entries(carrierOfTrace())) metadata.set(name, value)
  return metadata
}

async function measured<T>(
  duration: typeof serverDuration,
  method: string,
  further: Record<string, string | number>,
  work: (attributes: Record<string, string | number>) => Promise<T>,
): Promise<T> {
  const attributes = { 'rpc.system.name': 'grpc', 'rpc.method': method, ...further }
  const begun = performance.now()
  const record = (outcome: Record<string, string>) =>
    duration((performance.now() - begun) / 1_000, { ...attributes, ...outcome })
  try {
    const value = await work(attributes)
    record({ 'rpc.status_code': 'OK' })
    return value
  } catch (error) {
    const code = error instanceof PermanentError ? status.INVALID_ARGUMENT : status.UNAVAILABLE
    record({ 'rpc.status_code': status[code], 'error.type': errorTypeOf(error) })
    throw error
  }
}

function addressOf(address: string): Record<string, string | number> {
  const { host, port } = hostAndPort(address)
  return { 'server.address': host, 'server.port': port }
}
