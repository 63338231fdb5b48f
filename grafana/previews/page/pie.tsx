import { formattedValueToString } from '@grafana/data'
import { LegendDisplayMode, VizLayout, VizLegend } from '@grafana/ui'
import { pointAt, slice } from './ring.ts'
import { valuesOf } from './values.tsx'
import type { VisualProps } from './visuals.tsx'

/** The share of each row, as a ring. Grafana keeps its own in the server's page: the ring is drawn here, the legend is its. */
export function Pie(props: VisualProps) {
  const { width, height, theme } = props
  const values = valuesOf(props).map(({ display }) => display)
  const total = values.reduce((sum, { numeric }) => sum + numeric, 0)
  const items = values.map((display) => ({
    label: display.title ?? '',
    color: display.color ?? theme.colors.text.primary,
    yAxis: 1,
    getDisplayValues: () => [{ ...display, title: '', text: formattedValueToString(display) }],
  }))
  const legend = (
    <VizLayout.Legend placement="right">
      <VizLegend items={items} placement="right" displayMode={LegendDisplayMode.List} readonly />
    </VizLayout.Legend>
  )
  return (
    <VizLayout width={width} height={height} legend={legend}>
      {(innerWidth, innerHeight) => {
        const radius = Math.min(innerWidth, innerHeight) / 2 - 2
        let turned = 0
        return (
          <svg width={innerWidth} height={innerHeight} role="img">
            <title>{props.panel.title}</title>
            <g transform={`translate(${innerWidth / 2} ${innerHeight / 2})`}>
              {values.map((display) => {
                const part = display.numeric / total
                const from = turned
                turned += part
                const middle = pointAt((radius + radius * 0.6) / 2, from + part / 2)
                return (
                  <g key={display.title}>
                    <path d={slice(radius, radius * 0.6, from, turned)} fill={display.color} />
                    {part > 0.04 && (
                      <text
                        x={middle[0]}
                        y={middle[1]}
                        textAnchor="middle"
                        dy="0.35em"
                        fontSize={12}
                        fill="#fff"
                      >
                        {Math.round(part * 100)}%
                      </text>
                    )}
                  </g>
                )
              })}
            </g>
          </svg>
        )
      }}
    </VizLayout>
  )
}
