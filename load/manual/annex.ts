import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeMeasured } from '../../dev/measured.ts'
import { root } from '../../dev/stack/paths.ts'
import { type Result, resultsIn } from '../bench/results.ts'
import { comparedTable } from './compared.ts'
import { type AssignmentResult, assignmentTable, type ScalingResult, scalingTables } from './kept.ts'
import { questions } from './words.ts'

/** The technical manual, whose annex has what was measured. */
export const manual = join(root, 'docs/manual-tecnico.md')

/** The annex, of what is kept in load/results; what nobody has measured yet has no table, and says so. */
export function annex(kept: (name: string) => Result | undefined = resultsIn('compare').kept): string {
  const compared = Object.entries(questions).map(([name, title]) => {
    const result = kept(name)
    const table = result === undefined ? 'Aún no hay una medición guardada.' : comparedTable(result)
    return part(title, `npm run compare -- ${name}`, table)
  })
  return [
    ...compared,
    part('La carga de la tarea', 'npm run load -- assignment', assignmentTable(read('assignment'))),
    part('El autoescalado', 'npm run scaling', scalingTables(read('scaling'))),
  ].join('\n\n')
}

/** Writes the annex anew: whoever keeps a result calls it. */
export function writeAnnex(): void {
  writeMeasured(manual, annex())
}

function part(title: string, command: string, table: string): string {
  return `### Medición: ${title}\n\n\`${command}\`\n\n${table}`
}

function read<T extends AssignmentResult | ScalingResult>(name: string): T {
  return JSON.parse(readFileSync(join(root, 'load/results', `${name}.json`), 'utf8'))
}
