import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../dev/stack/paths.ts'
import type { Result } from '../bench/results.ts'
import { label } from '../bench/table.ts'
import { barChart } from './chart.ts'

/** Draws the figures that tell the most of a result, and returns the Markdown that shows them below its table. */
export function below({ bench, figure, variants }: Result): string {
  const bars = Object.entries(variants).flatMap(([name, figures]) => {
    const value = figures[figure]?.median
    return value === undefined ? [] : [{ label: name, value }]
  })
  const file = `images/compare-${bench}.svg`
  mkdirSync(join(root, 'docs/images'), { recursive: true })
  writeFileSync(join(root, 'docs', file), barChart(`${bench}: ${label(figure)}`, bars))
  return `\n\n![${bench}: ${label(figure)}](${file})`
}
