import { treeOf } from '../e2e/telemetry-tree.ts'

/** A span as Zipkin's API has it, as far as it is looked at. Names are in lower case there. */
type ZipkinSpan = {
  traceId: string
  id: string
  parentId?: string
  name: string
  localEndpoint: { serviceName: string }
}

/** The traces that Zipkin shows of a service, newest first, each as the branches of its tree. */
export async function tracesOf(zipkin: string, service: string): Promise<string[][]> {
  const answer = await fetch(`${zipkin}/api/v2/traces?serviceName=${service}`)
  const traces = (await answer.json()) as ZipkinSpan[][]
  return traces.map((spans) =>
    treeOf(
      spans.map(({ id, parentId = '', name, localEndpoint }) => ({
        service: localEndpoint.serviceName,
        name,
        spanId: id,
        parentSpanId: parentId,
      })),
    ),
  )
}
