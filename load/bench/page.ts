import { join } from 'node:path'
import { writeMeasured } from '../../dev/measured.ts'
import { root } from '../../dev/stack/paths.ts'
import type { Result } from './results.ts'
import { toTable } from './table.ts'

/** What a page has beside the tables: before all of them, and below each. */
export type Beside = {
  above?: (results: readonly Result[]) => string
  below?: (result: Result) => string
}

/** Puts results into a document of docs, between its marks. */
export function writePage(
  document: string,
  results: readonly Result[],
  { above, below = () => '' }: Beside = {},
): void {
  const parts = results.map((result) => {
    const { bench, about, rounds, noise, environment } = result
    const where = `${environment.cores} cores (${environment.cpu}), Node ${environment.node}`
    const title = `## ${bench}\n\n${about}`
    return `${title}\n\n${toTable(result)}\n\n${where}; medians of ${rounds} rounds, noise ${noise}.${below(result)}`
  })
  writeMeasured(join(root, 'docs', document), [...(above ? [above(results)] : []), ...parts].join('\n\n'))
}
