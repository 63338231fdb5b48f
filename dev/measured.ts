import { readFileSync, writeFileSync } from 'node:fs'

/** The one in the middle, or the mean of the two there; 0 of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}

/** A table in Markdown, numbers to the right. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = head.map((_, index) => (index === 0 ? '---' : '---:'))
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}

/** Puts what was measured, as Markdown, into a document: between its marks, in place of what is there. */
export function writeMeasured(file: string, markdown: string): void {
  const marks = /(<!-- measured -->\n)[\s\S]*(<!-- end -->)/
  const text = readFileSync(file, 'utf8').replace(marks, (_, from, to) => `${from}\n${markdown}\n\n${to}`)
  writeFileSync(file, text)
}
