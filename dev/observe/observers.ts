import { assertPortFree } from '../stack/ports.ts'
import { type Progress, timed } from '../stack/progress.ts'
import { startPrometheus } from '../stack/prometheus.ts'
import { installPrometheus } from '../stack/prometheus-install.ts'
import { together } from '../stack/together.ts'
import { startCollector } from './collector.ts'
import { installCollector } from './collector-install.ts'
import type { ObserverPorts } from './observer-ports.ts'
import { startZipkin } from './zipkin.ts'
import { installZipkin } from './zipkin-install.ts'

/** The programs, as files. */
export type ObserverPrograms = { collector: string; zipkin: string; prometheus: string }

/** What observers are made of. `dir` keeps their data, if they keep any. */
export type ObserverOptions = {
  programs: ObserverPrograms
  ports: ObserverPorts
  dir: string
  logDir: string
  progress: Progress
}

/** Who takes what functions tell, and shows it. */
export type Observers = AsyncDisposable & {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly endpoint: string
  /** Zipkin's page. */
  readonly traces: string
  /** Prometheus, of which this build has no pages: its HTTP API. */
  readonly metrics: string
  /** Starts them side by side; resolves when all answer. */
  start(): Promise<void>
}

/** Installs what is missing: minutes the first time, most of them for building. */
export async function installObservers(progress: Progress): Promise<ObserverPrograms> {
  const zipkin = await installZipkin(progress)
  const collector = await installCollector(progress)
  return { zipkin, collector, prometheus: await installPrometheus(progress) }
}

/** A collector, Zipkin for traces and Prometheus for metrics, as children of this process. Nothing runs yet. */
export function createObservers({ programs, ports, dir, logDir, progress }: ObserverOptions): Observers {
  const running = new AsyncDisposableStack()
  const [zipkin, prometheus] = [`http://127.0.0.1:${ports.zipkin}`, `http://127.0.0.1:${ports.prometheus}`]

  async function begin(name: keyof ObserverPorts, start: () => Promise<AsyncDisposable>): Promise<void> {
    await assertPortFree(ports[name], name)
    await timed(progress, name, 'start', async () => void running.use(await start()))
  }

  return {
    endpoint: `http://127.0.0.1:${ports.collector}`,
    traces: zipkin,
    metrics: prometheus,
    async start() {
      const { collector: port } = ports
      const told = { binary: programs.collector, logDir, port, zipkin, prometheus }
      await together([
        begin('zipkin', () => startZipkin({ jar: programs.zipkin, logDir, port: ports.zipkin })),
        begin('prometheus', () =>
          startPrometheus({ binary: programs.prometheus, dir, logDir, port: ports.prometheus }),
        ),
      ])
      // Last, so that it ends first and finds both there for what it still holds.
      await begin('collector', () => startCollector(told))
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}
