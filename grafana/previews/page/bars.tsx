import {
  buildHistogram,
  type Field,
  FieldType,
  formattedValueToString,
  getFieldColorModeForField,
  getFieldSeriesColor,
} from '@grafana/data'
import {
  AxisPlacement,
  ScaleDirection,
  ScaleDistribution,
  ScaleOrientation,
  UPlotChart,
  UPlotConfigBuilder,
} from '@grafana/ui'
import uPlot from 'uplot'
import type { VisualProps } from './visuals.tsx'

type Bars = {
  labels: string[]
  values: number[]
  field: Field
  gap: number
  title?: string
  showValues: boolean
}

/** A bar for each row. Grafana keeps its own in the server's page: this one is made of the same axes and plot. */
export function BarChart(props: VisualProps) {
  const fields = props.data[0]?.fields ?? []
  const names = fields.find(({ type }) => type === FieldType.string)
  const field = fields.find(({ type }) => type === FieldType.number)
  if (names === undefined || field === undefined) return null
  const { groupWidth, barWidth } = props.panel.options as { groupWidth: number; barWidth: number }
  const gap = 1 - groupWidth * barWidth
  return (
    <Chart {...props} bars={{ labels: names.values, values: field.values, field, gap, showValues: true }} />
  )
}

/** How often values occur: buckets of Grafana's own transformation, drawn as above. */
export function Histogram(props: VisualProps) {
  const found = buildHistogram(
    props.data,
    { bucketSize: props.panel.options.bucketSize as number | undefined },
    props.theme,
  )
  const [counts] = found?.counts ?? []
  const [source] = props.data[0]?.fields ?? []
  if (found === null || counts === undefined || source === undefined) return null
  const labels = found.xMin.values.map((value) => shown(source, value))
  return (
    <Chart
      {...props}
      bars={{
        labels,
        values: counts.values,
        field: {
          name: counts.name,
          type: counts.type,
          values: counts.values,
          config: { color: source.config.color },
        },
        gap: 0.05,
        showValues: false,
      }}
    />
  )
}

function Chart({ bars, theme, width, height }: VisualProps & { bars: Bars }) {
  const { labels, values, field, gap, showValues } = bars
  const config = new UPlotConfigBuilder('utc')
  const { min, max } = field.config
  const every = Math.ceil((labels.length * 64) / width)
  config.addScale({
    scaleKey: 'x',
    isTime: false,
    orientation: ScaleOrientation.Horizontal,
    direction: ScaleDirection.Right,
    distribution: ScaleDistribution.Linear,
    range: () => [-0.5, values.length - 0.5],
  })
  config.addScale({
    scaleKey: 'y',
    isTime: false,
    orientation: ScaleOrientation.Vertical,
    direction: ScaleDirection.Up,
    softMin: 0,
    ...(min != null && { min }),
    ...(max != null && { max }),
  })
  config.addAxis({
    scaleKey: 'x',
    placement: AxisPlacement.Bottom,
    theme,
    splits: () => labels.map((_, n) => n),
    values: (_, splits) => splits.map((n) => (n % every === 0 ? (labels[n] ?? '') : '')),
    grid: { show: false },
    ticks: { show: false },
  })
  config.addAxis({
    scaleKey: 'y',
    placement: AxisPlacement.Left,
    theme,
    formatValue: (value, decimals) => shown(field, value, decimals ?? 0),
  })
  const colors = values.map((value) => colorOf(field, value, theme))
  config.addSeries({
    scaleKey: 'y',
    theme,
    pathBuilder: uPlot.paths.bars?.({
      size: [1 - gap, 400],
      radius: 0.05,
      disp: {
        fill: { unit: 3, values: () => colors.map((color) => `${color}cc`) },
        stroke: { unit: 3, values: () => colors },
      },
    }) as uPlot.Series.PathBuilder,
    lineColor: colors[0] ?? '',
    lineWidth: 0,
  } as Parameters<typeof config.addSeries>[0])
  if (showValues) config.addHook('draw', (plot) => writeValues(plot, bars, theme.colors.text.primary))
  return <UPlotChart data={[labels.map((_, n) => n), values]} width={width} height={height} config={config} />
}

function writeValues({ ctx, valToPos }: uPlot, { values, field }: Bars, color: string): void {
  ctx.save()
  ctx.font = '13px Inter'
  ctx.fillStyle = color
  ctx.textAlign = 'center'
  ctx.textBaseline = 'bottom'
  for (const [n, value] of values.entries()) {
    ctx.fillText(shown(field, value), valToPos(n, 'x', true), valToPos(value, 'y', true) - 3)
  }
  ctx.restore()
}

function shown(field: Field, value: number, decimals?: number): string {
  return field.display ? formattedValueToString(field.display(value, decimals)) : String(value)
}

function colorOf(field: Field, value: number, theme: VisualProps['theme']): string {
  const mode = getFieldColorModeForField(field)
  if (mode.isByValue) return field.display?.(value).color ?? theme.colors.text.primary
  return getFieldSeriesColor(field, theme).color
}
