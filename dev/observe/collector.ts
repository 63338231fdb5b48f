import { join } from 'node:path'
import type { Supervised } from '../process.ts'
import { root } from '../stack/paths.ts'
import { startServer } from '../stack/start-server.ts'

/** What a collector is started with: the program of installCollector, and to whom it hands on what it is told. */
export type CollectorOptions = {
  binary: string
  logDir: string
  port: number
  zipkin: string
  prometheus: string
}

/** The collector as a child process. It takes OTLP over HTTP, from this machine only. */
export async function startCollector(options: CollectorOptions): Promise<Supervised> {
  const { binary, logDir, port, zipkin, prometheus } = options
  const addr = `127.0.0.1:${port}`
  return await startServer(
    {
      name: 'collector',
      command: binary,
      args: [`--config=${join(root, 'observe/collector.native.yml')}`],
      env: { PATH: process.env.PATH, COLLECTOR_ADDR: addr, ZIPKIN_URL: zipkin, PROMETHEUS_URL: prometheus },
      logFile: join(logDir, 'collector.log'),
    },
    { url: `http://${addr}/v1/traces`, status: 405 }, // it takes nothing but POST
    { withinMs: 30_000 },
  )
}
