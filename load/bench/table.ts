import { markdownTable } from '../../dev/measured.ts'
import type { Outcome } from './run-bench.ts'

/** An outcome as a table in Markdown: a row a variant, medians, and the ratio of the figure that tells. */
export function toTable({ figure, variants }: Outcome): string {
  const figures = [...new Set(Object.values(variants).flatMap((one) => Object.keys(one)))]
  const rows = Object.entries(variants).map(([name, one]) => [
    name,
    one[figure]?.ratio?.toFixed(2) ?? '',
    ...figures.map((each) => inDigits(one[each]?.median)),
  ])
  return markdownTable(['', `${label(figure)}, ratio`, ...figures.map(label)], rows)
}

/** A figure in words: `rate_s` is `rate, 1/s`. */
export function label(figure: string): string {
  const [, name = figure, unit] = /^(.*)_([^_]+)$/.exec(figure) ?? []
  const units: Record<string, string> = { s: '1/s', us: 'µs', ms: 'ms', mib: 'MiB', b: 'bytes', kb: 'kB' }
  return unit === undefined ? name : `${name}, ${units[unit] ?? unit}`
}

/** A number as people read it: three digits, or all before the point. */
export function inDigits(value: number | undefined): string {
  if (value === undefined) return ''
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)))
}
