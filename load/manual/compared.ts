import { markdownTable } from '../../dev/measured.ts'
import type { Result } from '../bench/results.ts'
import { figures, inSpanish } from './words.ts'

/** A comparison as a table in Spanish: a row a variant, medians, and the ratio to the first. */
export function comparedTable({ figure, variants, rounds, noise, environment }: Result): string {
  const columns = [...new Set(Object.values(variants).flatMap((one) => Object.keys(one)))]
  const rows = Object.entries(variants).map(([variant, one]) => [
    inSpanish(variant),
    one[figure]?.ratio?.toFixed(2) ?? '',
    ...columns.map((column) => digits(one[column]?.median)),
  ])
  const head = ['', 'razón', ...columns.map((column) => figures[column] ?? column)]
  const { cores, cpu } = environment
  return `${markdownTable(head, rows)}

${cores} núcleos (${cpu}); medianas de ${rounds} rondas, la razón es a la primera fila, ruido ${noise}.`
}

/** Three digits, or whole numbers with commas, as people write them in Guatemala. */
export function digits(value: number | undefined): string {
  if (value === undefined) return ''
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)))
}
