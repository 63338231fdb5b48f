import { treeOf } from '../e2e/telemetry-tree.ts'

/** A trace as Jaeger's API has it, as far as it is looked at. */
type JaegerTrace = {
  traceID: string
  spans: {
    spanID: string
    operationName: string
    processID: string
    references: Reference[]
  }[]
  processes: Record<string, { serviceName: string }>
}

type Reference = { refType: 'CHILD_OF' | 'FOLLOWS_FROM'; traceID: string; spanID: string }

/** The traces that Jaeger shows of a service, each as the branches of its tree. */
export async function tracesOf(jaeger: string, service: string): Promise<string[][]> {
  const answer = await fetch(`${jaeger}/api/traces?service=${service}&limit=100`)
  const { data } = (await answer.json()) as { data: JaegerTrace[] }
  return data.map(({ traceID, spans, processes }) =>
    treeOf(
      spans.map(({ spanID, operationName, processID, references }) => ({
        service: processes[processID]?.serviceName ?? '',
        name: operationName,
        spanId: spanID,
        parentSpanId: parentOf(traceID, references),
      })),
    ),
  )
}

/** Of a parent that is linked to as well Jaeger keeps the link. */
function parentOf(trace: string, references: readonly Reference[]): string {
  const own = references.filter(({ traceID }) => traceID === trace)
  return (own.find(({ refType }) => refType === 'CHILD_OF') ?? own[0])?.spanID ?? ''
}
