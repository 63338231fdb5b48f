import type { ToldSpan } from '#lib/testing/otlp-json.ts'

type Node = Pick<ToldSpan, 'service' | 'name' | 'spanId' | 'parentSpanId'>

/** The spans of a trace as a tree in one line a branch: `service name`, from a root down. Order does not matter. */
export function treeOf(spans: readonly Node[]): string[] {
  const known = new Map(spans.map((span) => [span.spanId, span]))
  const pathOf = (span: Node): string => {
    const parent = known.get(span.parentSpanId)
    const own = `${span.service} ${span.name}`
    return parent === undefined ? own : `${pathOf(parent)} > ${own}`
  }
  const parents = new Set(spans.map(({ parentSpanId }) => parentSpanId))
  return spans
    .filter(({ spanId }) => !parents.has(spanId))
    .map(pathOf)
    .sort()
}

/** A new trace as a station's proxy would begin it: its id, and the header. */
export function newTrace(sampled = true): { id: string; traceparent: string } {
  const hex = (bytes: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex')
  const id = hex(16)
  return { id, traceparent: `00-${id}-${hex(8)}-0${sampled ? 1 : 0}` }
}
