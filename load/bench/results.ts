import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../dev/stack/paths.ts'
import type { Environment } from './environment.ts'
import type { Outcome } from './run-bench.ts'

/** An outcome, and where it comes from. */
export type Result = Outcome & { environment: Environment }

const folder = join(root, 'load/results/bench')

/** Keeps a result in the repository, in place of the last one. */
export function keep(result: Result): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(fileOf(result.bench), `${JSON.stringify(result, undefined, 2)}\n`)
}

/** The one that is kept, if there is one. */
export function kept(bench: string): Result | undefined {
  return existsSync(fileOf(bench)) ? (JSON.parse(readFileSync(fileOf(bench), 'utf8')) as Result) : undefined
}

/** All that are kept, by name. */
export function allKept(): Result[] {
  const names = existsSync(folder) ? readdirSync(folder).map((file) => file.replace(/\.json$/, '')) : []
  return names.sort().flatMap((name) => kept(name) ?? [])
}

function fileOf(bench: string): string {
  return join(folder, `${bench}.json`)
}
