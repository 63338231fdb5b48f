import { join } from 'node:path'
import { root } from './paths.ts'
import { startServer } from './start-server.ts'

/** What Prometheus is started with. Its log is with its data unless another folder is named. */
export type PrometheusOptions = { binary: string; dir: string; logDir?: string; port: number }

/** One answer of a query: a series' labels, and its value. */
export type Sample = { labels: Record<string, string>; value: number }

/** A running Prometheus. */
export type RunningPrometheus = AsyncDisposable & {
  /** For OTEL_EXPORTER_OTLP_METRICS_ENDPOINT. */
  readonly metricsEndpoint: string
  readonly url: string
  /** What a query says now. */
  ask(expr: string): Promise<Sample[]>
}

/** Prometheus as a child process, with the settings that compose gives it. It takes metrics by OTLP. */
export async function startPrometheus({
  binary,
  dir,
  logDir = dir,
  port,
}: PrometheusOptions): Promise<RunningPrometheus> {
  const url = `http://127.0.0.1:${port}`
  const server = await startServer(
    {
      name: 'prometheus',
      command: binary,
      args: [
        `--config.file=${join(root, 'observe/prometheus.yml')}`,
        `--storage.tsdb.path=${join(dir, 'prometheus')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--web.enable-otlp-receiver',
      ],
      logFile: join(logDir, 'prometheus.log'),
    },
    { url: `${url}/-/ready` },
    { withinMs: 30_000 },
  )
  return {
    url,
    metricsEndpoint: `${url}/api/v1/otlp/v1/metrics`,
    ask: (expr) => ask(url, expr),
    async [Symbol.asyncDispose]() {
      await server.stop()
    },
  }
}

async function ask(url: string, expr: string): Promise<Sample[]> {
  const answer = await fetch(`${url}/api/v1/query`, {
    method: 'POST',
    body: new URLSearchParams({ query: expr }),
  })
  const said = (await answer.json()) as Answer
  if (said.status !== 'success') throw new Error(`${expr}: ${said.error}`)
  return said.data.result.map(({ metric, value: [, value] }) => ({ labels: metric, value: Number(value) }))
}

type Answer =
  | { status: 'success'; data: { result: { metric: Record<string, string>; value: [number, string] }[] } }
  | { status: 'error'; error: string }
