import { LabelName, parser, QuotedLabelName, VectorSelector } from '@prometheus-io/lezer-promql'

/** What a selector of a query asks for. */
export type Selector = { series: string; labels: string[] }

/** What a query asks, by Prometheus's own grammar. `labels`: all that it names, in selectors or to group by. */
export type ParsedQuery = { isValid: boolean; selectors: Selector[]; labels: string[] }

/** Parses PromQL. Grafana's variables of time stand for five minutes. */
export function parseQuery(expr: string): ParsedQuery {
  const text = expr.replace(/\$__(range|rate_interval|interval)\b/g, '5m')
  const found: ParsedQuery = { isValid: true, selectors: [], labels: [] }
  const tree = parser.parse(text)
  tree.iterate({
    enter({ type, from, to, node }) {
      if (type.isError) found.isValid = false
      if (type.id === VectorSelector) {
        const series = node.firstChild
        found.selectors.push({
          series: series === null ? '' : text.slice(series.from, series.to),
          labels: labelsWithin(from, to),
        })
      }
      if (type.id === LabelName || type.id === QuotedLabelName) found.labels.push(text.slice(from, to))
    },
  })
  return found

  function labelsWithin(start: number, end: number): string[] {
    const names: string[] = []
    tree.iterate({
      from: start,
      to: end,
      enter({ type, from, to }) {
        if (from >= start && to <= end && type.id === LabelName) names.push(text.slice(from, to))
      },
    })
    return names
  }
}
