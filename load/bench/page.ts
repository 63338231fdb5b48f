import { join } from 'node:path'
import { writeMeasured } from '../../dev/measured.ts'
import { root } from '../../dev/stack/paths.ts'
import { allKept } from './results.ts'
import { toTable } from './table.ts'

/** Puts all results that are kept into docs/benchmarks.md. */
export function writePage(): void {
  const parts = allKept().map((result) => {
    const { bench, about, rounds, noise, environment } = result
    const where = `${environment.cores} cores (${environment.cpu}), Node ${environment.node}`
    return `### ${bench}\n\n${about}\n\n${toTable(result)}\n\n${where}; medians of ${rounds} rounds, noise ${noise}.`
  })
  writeMeasured(join(root, 'docs/benchmarks.md'), parts.join('\n\n'))
}
