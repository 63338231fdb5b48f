import { randomBytes } from 'node:crypto'
import {
  type Attributes,
  type Context,
  context,
  createContextKey,
  INVALID_SPAN_CONTEXT,
  type Link,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import { TransientError } from './errors.ts'
import { SCOPE, telemetry } from './telemetry-state.ts'

/** What is known of a span when it begins. `parent`: what it is a part of, unless that is what happens around it. */
export type SpanOptions = {
  kind: SpanKind
  attributes?: Attributes
  parent?: Context | undefined
  links?: readonly Link[]
}

/** Names and values that carry a trace from one process to the next: `traceparent`, and `tracestate` if there is one. */
export type Carrier = Record<string, string>

const LINKS = createContextKey('what a batch is made of')
const noSpan = trace.wrapSpanContext(INVALID_SPAN_CONTEXT)
const noCarrier: Carrier = Object.freeze({})
let untraced: Carrier | undefined

/**
 * Runs something in a span of its own, which ends with it. Without tracing, and where it is part of no trace, it just
 * runs: only a request begins a trace.
 */
export async function inSpan<T>(
  name: string,
  { kind, attributes = {}, parent = context.active(), links = [] }: SpanOptions,
  run: (span: Span) => Promise<T>,
): Promise<T> {
  if (!telemetry.tracing || (kind !== SpanKind.SERVER && !isTraced(parent))) return await run(noSpan)
  const batched = parent.getValue(LINKS) as Link[] | undefined
  const around = batched === undefined ? parent : parent.deleteValue(LINKS)
  const options = { kind, attributes, links: batched === undefined ? [...links] : [...links, ...batched] }
  const span = trace.getTracer(SCOPE).startSpan(name, options, around)
  try {
    return await context.with(trace.setSpan(around, span), run, undefined, span)
  } catch (error) {
    markFailed(span, error)
    throw error
  } finally {
    span.end()
  }
}

/** Says that what a span stands for has failed. What strangers have sent may be in a message, so only ours is told. */
export function markFailed(span: Span, error: unknown): void {
  if (!span.isRecording()) return
  const message = error instanceof TransientError ? { message: error.message } : {}
  span.setStatus({ code: SpanStatusCode.ERROR, ...message })
  span.setAttribute('error.type', errorTypeOf(error))
}

/** What kind of error it is, for `error.type`. */
export function errorTypeOf(error: unknown): string {
  return error instanceof Error ? error.name : '_OTHER'
}

/** What happens around here, to be gone on with later; undefined where it is part of no trace. */
export function currentTrace(): Context | undefined {
  if (!telemetry.tracing) return undefined
  const around = context.active()
  return isTraced(around) ? around : undefined
}

/** The trace that a request or a message carries; undefined where it carries none. */
export function traceOf(carrier: object): Context | undefined {
  if (!telemetry.tracing) return undefined
  const found = propagation.extract(context.active(), carrier)
  return trace.getSpanContext(found) === undefined ? undefined : found
}

/** A link to a trace. */
export function linksTo(found: Context | undefined): Link[] {
  const linked = found === undefined ? undefined : trace.getSpanContext(found)
  return linked === undefined ? [] : [{ context: linked }]
}

/**
 * What carries the trace from here on; empty without tracing. What is not sampled here shall not begin a trace further
 * on, so it is said: always in the same words, which whoever sends them may keep.
 */
export function carrierOfTrace(): Carrier {
  if (!telemetry.tracing) return noCarrier
  const around = context.active()
  if (isTraced(around)) return carrierOf(around)
  untraced ??= carrierOf(notSampled())
  return untraced
}

function notSampled(): Context {
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId: randomBytes(16).toString('hex'),
    spanId: randomBytes(8).toString('hex'),
    traceFlags: TraceFlags.NONE,
  })
}

function carrierOf(around: Context): Carrier {
  const carrier: Carrier = {}
  propagation.inject(around, carrier)
  return Object.freeze(carrier)
}

function isTraced(around: Context): boolean {
  return trace.getSpanContext(around) !== undefined
}

/** The ids of what happens around here, as they stand in a log line; undefined without. */
export function currentIds(): { trace_id: string; span_id: string } | undefined {
  if (!telemetry.tracing) return undefined
  const current = trace.getSpanContext(context.active())
  return current === undefined ? undefined : { trace_id: current.traceId, span_id: current.spanId }
}

/**
 * Runs a call that is made for several requests at once. The span that it makes goes on with the trace of the first of
 * them that is sampled, and is linked to each of them.
 */
export function inBatch<T>(requests: readonly (Context | undefined)[], run: () => Promise<T>): Promise<T> {
  if (!telemetry.tracing) return run()
  const sampled = new Map<string, Context>()
  for (const request of requests) {
    const found = request === undefined ? undefined : trace.getSpanContext(request)
    if (request !== undefined && found !== undefined && (found.traceFlags & TraceFlags.SAMPLED) !== 0)
      sampled.set(found.spanId, request)
  }
  const [first] = sampled.values()
  if (first === undefined) return isTraced(context.active()) ? context.with(ROOT_CONTEXT, run) : run()
  const links = [...sampled.values()].flatMap(linksTo)
  return context.with(first.setValue(LINKS, links), run)
}
