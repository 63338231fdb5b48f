import { inDigits } from '../bench/table.ts'

/** A bar: its label, and a value from 0. */
export type Bar = { label: string; value: number }

const LABEL = 230
const BARS = 380
const NUMBER = 90
const STEP = 30
const TOP = 34

/** Bars beside each other as an SVG that is readable on light and dark pages. */
export function barChart(title: string, bars: readonly Bar[]): string {
  const most = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE)
  const height = TOP + bars.length * STEP + 8
  const width = LABEL + BARS + NUMBER
  const rows = bars.map(({ label, value }, index) => {
    const y = TOP + index * STEP
    const length = ((BARS * value) / most).toFixed(1)
    return [
      `<text x="${LABEL - 8}" y="${y + 15}" text-anchor="end">${escaped(label)}</text>`,
      `<rect x="${LABEL}" y="${y}" width="${length}" height="20" rx="2"/>`,
      `<text x="${LABEL + Number(length) + 6}" y="${y + 15}">${inDigits(value)}</text>`,
    ].join('\n')
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" role="img" aria-label="${escaped(title)}">
<style>text{font:13px system-ui,sans-serif;fill:#57606a}.title{font-weight:600}rect{fill:#2f81c1}@media(prefers-color-scheme:dark){text{fill:#b1bac4}}</style>
<text class="title" x="8" y="20">${escaped(title)}</text>
${rows.join('\n')}
</svg>
`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
