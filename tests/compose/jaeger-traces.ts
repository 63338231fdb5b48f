import { treeOf } from '../e2e/telemetry-tree.ts'

/** A trace as Jaeger's API has it, as far as it is looked at. */
type JaegerTrace = {
  spans: {
    spanID: string
    operationName: string
    processID: string
    references: { refType: string; spanID: string }[]
  }[]
  processes: Record<string, { serviceName: string }>
}

/** The traces that Jaeger shows of a service, each as the branches of its tree. */
export async function tracesOf(jaeger: string, service: string): Promise<string[][]> {
  const answer = await fetch(`${jaeger}/api/traces?service=${service}&limit=100`)
  const { data } = (await answer.json()) as { data: JaegerTrace[] }
  return data.map(({ spans, processes }) =>
    treeOf(
      spans.map(({ spanID, operationName, processID, references }) => ({
        service: processes[processID]?.serviceName ?? '',
        name: operationName,
        spanId: spanID,
        parentSpanId: references.find(({ refType }) => refType === 'CHILD_OF')?.spanID ?? '',
      })),
    ),
  )
}
