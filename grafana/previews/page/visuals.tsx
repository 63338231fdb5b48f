import { type DataFrame, dateTime, type GrafanaTheme2, renderMarkdown, type TimeRange } from '@grafana/data'
import { TimeSeries } from '@grafana/ui'
import { TableNG } from '@grafana/ui/unstable'
import type { FC } from 'react'
import type { Panel } from '../../src/layout.ts'
import { BarChart, Histogram } from './bars.tsx'
import { Gauges } from './gauge.tsx'
import { configOf } from './looks.ts'
import { Pie } from './pie.tsx'
import { BarGauges, Stats } from './values.tsx'

/** What a visual gets: the panel, its data with their looks, and how much room there is. */
export type VisualProps = {
  panel: Panel
  data: DataFrame[]
  range: { from: number; to: number }
  theme: GrafanaTheme2
  width: number
  height: number
}

/** What draws a panel, by its type. */
export const visuals: Readonly<Record<string, FC<VisualProps>>> = {
  timeseries: Lines,
  table: Rows,
  stat: Stats,
  gauge: Gauges,
  bargauge: BarGauges,
  barchart: BarChart,
  histogram: Histogram,
  piechart: Pie,
  text: Words,
}

/** What Grafana says where there is nothing. */
export function NoData({ width, height }: { width: number; height: number }) {
  return <div style={{ width, height, display: 'grid', placeItems: 'center', fontSize: 18 }}>No data</div>
}

function Lines({ panel, data, range, width, height }: VisualProps) {
  return (
    <TimeSeries
      frames={data}
      timeRange={timeRange(range)}
      timeZone="utc"
      width={width}
      height={height}
      // biome-ignore lint/suspicious/noExplicitAny: the panel's JSON
      legend={panel.options.legend as any}
    />
  )
}

function Rows({ panel, data, width, height }: VisualProps) {
  const [frame] = data
  if (frame === undefined) return null
  return (
    <TableNG
      data={frame}
      width={width}
      height={height}
      fieldConfig={configOf(panel)}
      enableVirtualization={false}
    />
  )
}

function Words({ panel }: VisualProps) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: renderMarkdown has cleaned it
  return <div dangerouslySetInnerHTML={{ __html: renderMarkdown(String(panel.options.content)) }} />
}

function timeRange({ from, to }: VisualProps['range']): TimeRange {
  return { from: dateTime(from), to: dateTime(to), raw: { from: 'now-1h', to: 'now' } }
}
