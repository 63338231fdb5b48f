import { join } from 'node:path'
import { writeMeasured } from '../../dev/measured.ts'
import { root } from '../../dev/stack/paths.ts'
import type { Result } from './results.ts'
import { toTable } from './table.ts'

/** Puts results into a document of docs, between its marks; `below` adds to each what follows its table. */
export function writePage(
  document: string,
  results: readonly Result[],
  below: (result: Result) => string = () => '',
): void {
  const parts = results.map((result) => {
    const { bench, about, rounds, noise, environment } = result
    const where = `${environment.cores} cores (${environment.cpu}), Node ${environment.node}`
    const title = `## ${bench}\n\n${about}`
    return `${title}\n\n${toTable(result)}\n\n${where}; medians of ${rounds} rounds, noise ${noise}.${below(result)}`
  })
  writeMeasured(join(root, 'docs', document), parts.join('\n\n'))
}
