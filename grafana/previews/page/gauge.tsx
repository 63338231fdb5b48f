import { formattedValueToString, type Threshold } from '@grafana/data'
import { pointAt, slice } from './ring.ts'
import { valuesOf } from './values.tsx'
import type { VisualProps } from './visuals.tsx'

/** Where the ring begins and ends: it is open below. */
const FROM = -0.3
const TO = 0.3

/** Part of a whole. Grafana's own needs a plot that only its server's page has: this one is drawn here, in its colours. */
export function Gauges(props: VisualProps) {
  const { panel, theme, width, height } = props
  const [value] = valuesOf(props)
  if (value === undefined) return null
  const { min = 0, max = 1, thresholds } = value.field
  const radius = Math.min(width / 2, height / 1.6) - 4
  const turn = (amount: number) =>
    FROM + (TO - FROM) * Math.min(1, Math.max(0, (amount - Number(min)) / (Number(max) - Number(min))))
  const steps: readonly Threshold[] = thresholds?.steps ?? []
  return (
    <svg width={width} height={height} role="img">
      <title>{panel.title}</title>
      <g transform={`translate(${width / 2} ${radius + 4})`}>
        <path d={slice(radius * 0.93, radius * 0.72, FROM, TO)} fill={theme.colors.background.secondary} />
        <path
          d={slice(radius * 0.93, radius * 0.72, FROM, turn(value.display.numeric))}
          fill={value.display.color}
        />
        {steps.map(({ value: from, color }, n) => (
          <path
            key={color}
            d={slice(radius, radius * 0.95, turn(from), turn(steps[n + 1]?.value ?? Number(max)))}
            fill={theme.visualization.getColorByName(color)}
          />
        ))}
        <text textAnchor="middle" dy="0.35em" fontSize={radius * 0.36} fill={value.display.color}>
          {formattedValueToString(value.display)}
        </text>
        <text
          x={0}
          y={pointAt(radius, TO)[1]}
          textAnchor="middle"
          fontSize={16}
          fill={theme.colors.text.primary}
        >
          {value.display.title}
        </text>
      </g>
    </svg>
  )
}
