import { Metadata, type ServerUnaryCall, status } from '@grpc/grpc-js'
import { type Attributes, SpanKind } from '@opentelemetry/api'
import { hostAndPort } from './address.ts'
import { PermanentError } from './errors.ts'
import { type Carrier, carrierOfTrace, errorTypeOf, inSpan, traceOf } from './telemetry-spans.ts'
import { count, type Spread, spread } from './telemetry-spread.ts'
import { markStart } from './telemetry-start.ts'
import { telemetry } from './telemetry-state.ts'

const options = { unit: 's', description: 'How long a call takes' }
const serverDuration = spread('rpc.server.call.duration', options)
const clientDuration = spread('rpc.client.call.duration', options)

const nothing = new Metadata()

/** Calls of a method, and what is told of them. */
type Calls = { readonly attributes: Attributes; outcome(error?: unknown): Spread }

const served = new Map<string, Calls>()

/** Does a call in a span of its own, which goes on with the trace of the caller. */
export async function inServerCall<T>(
  call: Pick<ServerUnaryCall<unknown, unknown>, 'metadata' | 'getPath'>,
  work: () => Promise<T>,
): Promise<T> {
  if (!telemetry.configured) return await work()
  if (!telemetry.isReady) await telemetry.ready
  const method = call.getPath().slice(1)
  const calls = served.get(method) ?? callsOf(serverDuration, method, {})
  served.set(method, calls) // a server answers its own methods alone, so these are few
  const { attributes } = calls
  const { traceparent, tracestate } = call.metadata.getMap()
  const isTaken = telemetry.takes(traceparent?.toString())
  const parent = isTaken ? traceOf({ traceparent, tracestate }) : undefined
  try {
    return await measured(calls, () =>
      isTaken ? inSpan(method, { kind: SpanKind.SERVER, attributes, parent }, work) : work(),
    )
  } finally {
    markStart('answer')
  }
}

/** Makes a call with the metadata that carries its trace. */
export type ClientCall = <T>(call: (metadata: Metadata) => Promise<T>) => Promise<T>

/** Calls of a method at an address, each made in a span of its own. */
export function createClientCall(method: string, address: string): ClientCall {
  const { host, port } = hostAndPort(address)
  const calls = callsOf(clientDuration, method, { 'server.address': host, 'server.port': port })
  const metadataOf = createMetadata()
  const options = { kind: SpanKind.CLIENT, attributes: calls.attributes }
  return async (call) => {
    if (!telemetry.tracing && !telemetry.metering) return await call(nothing)
    return await measured(calls, () => inSpan(method, options, () => call(metadataOf(carrierOfTrace()))))
  }
}

/** What is not sampled has one carrier, whose metadata are made once. */
function createMetadata(): (carrier: Carrier) => Metadata {
  let last: { carrier: Carrier; metadata: Metadata } | undefined
  return (carrier) => {
    if (last?.carrier === carrier) return last.metadata
    const metadata = new Metadata()
    for (const [name, value] of Object.entries(carrier)) metadata.set(name, value)
    last = { carrier, metadata }
    return metadata
  }
}

function callsOf(place: (attributes: Attributes) => Spread, method: string, further: Attributes): Calls {
  const attributes = { 'rpc.system.name': 'grpc', 'rpc.method': method, ...further }
  const good = place({ ...attributes, 'rpc.status_code': 'OK' })
  const failed = new Map<string, Spread>()
  return {
    attributes,
    outcome(error) {
      if (error === undefined) return good
      const code = error instanceof PermanentError ? status.INVALID_ARGUMENT : status.UNAVAILABLE
      const type = errorTypeOf(error)
      const made =
        failed.get(type) ?? place({ ...attributes, 'rpc.status_code': status[code], 'error.type': type })
      failed.set(type, made)
      return made
    },
  }
}

async function measured<T>(calls: Calls, work: () => Promise<T>): Promise<T> {
  const begun = performance.now()
  const record = (error?: unknown) => {
    if (telemetry.metering) count(calls.outcome(error), (performance.now() - begun) / 1_000)
  }
  try {
    const value = await work()
    record()
    return value
  } catch (error) {
    record(error)
    throw error
  }
}
