import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../dev/stack/paths.ts'
import type { Environment } from './environment.ts'
import type { Outcome } from './run-bench.ts'

/** An outcome, and where it comes from. */
export type Result = Outcome & { environment: Environment }

/** Results that are kept in the repository. */
export type Results = {
  /** Keeps a result, in place of the last one. */
  keep(result: Result): void
  /** The one that is kept, if there is one. */
  kept(name: string): Result | undefined
  /** Those of these names that are kept. */
  all(names: readonly string[]): Result[]
}

/** Those in a folder of load/results. */
export function resultsIn(name: string): Results {
  const folder = join(root, 'load/results', name)
  const fileOf = (bench: string) => join(folder, `${bench}.json`)

  function kept(bench: string): Result | undefined {
    return existsSync(fileOf(bench)) ? (JSON.parse(readFileSync(fileOf(bench), 'utf8')) as Result) : undefined
  }

  return {
    keep(result) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(fileOf(result.bench), `${JSON.stringify(result, undefined, 2)}\n`)
    },
    kept,
    all: (names) => names.flatMap((bench) => kept(bench) ?? []),
  }
}
