import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { type OtlpValue, type ToldPoint, type ToldSpan, toPoints, toSpans } from './otlp-json.ts'

/** What processes have exported by OTLP over HTTP, as JSON. */
export type OtlpReceiver = AsyncDisposable & {
  readonly url: string
  spans(): ToldSpan[]
  /** The newest point of each series of each process. */
  points(): ToldPoint[]
  /** All that came, byte for byte. */
  raw(): string
}

/** Takes whatever is exported to it, and keeps it. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const bodies: { path: string; body: string }[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      bodies.push({ path: request.url ?? '', body })
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const of = (path: string) =>
    bodies.filter((one) => one.path === path).map(({ body }) => JSON.parse(body) as OtlpValue)

  return {
    url: `http://127.0.0.1:${port}`,
    spans: () => of('/v1/traces').flatMap(toSpans),
    points() {
      const newest = new Map<string, ToldPoint>()
      for (const point of of('/v1/metrics').flatMap(toPoints)) {
        const { service, instance, name, attributes } = point
        newest.set(JSON.stringify([service, instance, name, attributes]), point)
      }
      return [...newest.values()]
    },
    raw: () => bodies.map(({ body }) => body).join('\n'),
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
