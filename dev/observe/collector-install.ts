import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildGo } from '../stack/go-build.ts'
import type { Progress } from '../stack/progress.ts'

const module = join(import.meta.dirname, 'collector')

/**
 * An OpenTelemetry collector with the parts that observe/collector.native.yml names, built into the repository's folder: no
 * registry of packages has one. Takes minutes the first time.
 */
export async function installCollector(progress: Progress): Promise<string> {
  return await buildGo({ name: 'collector', version: collectorVersion(), module, pack: '.' }, progress)
}

function collectorVersion(): string {
  const text = readFileSync(join(module, 'go.mod'), 'utf8')
  return /go\.opentelemetry\.io\/collector\/otelcol v([\d.]+)/.exec(text)?.[1] ?? 'unknown'
}
