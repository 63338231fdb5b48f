import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildGo } from './go-build.ts'
import type { Progress } from './progress.ts'

const module = join(import.meta.dirname, 'prometheus')

/**
 * Prometheus of the version in prometheus/go.mod, built into the repository's folder: those of Debian take no OTLP. Without
 * what discovers services, which is most of it. Takes minutes the first time.
 */
export async function installPrometheus(progress: Progress = () => {}): Promise<string> {
  const pack = 'github.com/prometheus/prometheus/cmd/prometheus'
  const version = prometheusVersion()
  return await buildGo({ name: 'prometheus', version, module, pack, tags: ['remove_all_sd'] }, progress)
}

/** The version that is built, as images name it. Of a Go module 3.16.0 is v0.316.0. */
export function prometheusVersion(): string {
  const text = readFileSync(join(module, 'go.mod'), 'utf8')
  const [, minor = '', patch] = /github\.com\/prometheus\/prometheus v0\.3(\d\d)\.(\d+)/.exec(text) ?? []
  return `3.${Number(minor)}.${patch}`
}
