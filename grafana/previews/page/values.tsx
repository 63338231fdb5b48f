import {
  type FieldDisplay,
  getDisplayValueAlignmentFactors,
  getFieldDisplayValues,
  VizOrientation,
} from '@grafana/data'
import { BarGauge, BigValue, type BigValueColorMode, type BigValueGraphMode, VizRepeater } from '@grafana/ui'
import type { ComponentProps, JSX } from 'react'
import { configOf } from './looks.ts'
import type { VisualProps } from './visuals.tsx'

type Placed = {
  value: FieldDisplay
  width: number
  height: number
  count: number
  orientation: VizOrientation
}

/** The values that a panel reduces its data to. */
export function valuesOf({ panel, data, theme }: VisualProps): FieldDisplay[] {
  return getFieldDisplayValues({
    data,
    // biome-ignore lint/suspicious/noExplicitAny: the panel's JSON
    reduceOptions: panel.options.reduceOptions as any,
    fieldConfig: configOf(panel),
    replaceVariables: (text) => text,
    theme,
    timeZone: 'utc',
  })
}

/** One big value, or some beside each other. */
export function Stats(props: VisualProps) {
  const { options } = props.panel
  const factors = getDisplayValueAlignmentFactors(valuesOf(props))
  return (
    <Repeated
      {...props}
      autoGrid
      draw={({ value, width, height, count }) => (
        <BigValue
          value={value.display}
          count={count}
          width={width}
          height={height}
          theme={props.theme}
          alignmentFactors={factors}
          colorMode={options.colorMode as BigValueColorMode}
          graphMode={options.graphMode as BigValueGraphMode}
          textMode={options.textMode as ComponentProps<typeof BigValue>['textMode']}
          text={options.text as ComponentProps<typeof BigValue>['text']}
          disableWideLayout={options.wideLayout !== true}
        />
      )}
    />
  )
}

/** A bar for each value, from least to most. */
export function BarGauges(props: VisualProps) {
  const { options } = props.panel
  const factors = getDisplayValueAlignmentFactors(valuesOf(props))
  return (
    <Repeated
      {...props}
      draw={({ value, width, height, orientation }) => (
        <BarGauge
          value={value.display}
          field={value.field}
          width={width}
          height={height}
          theme={props.theme}
          orientation={orientation}
          alignmentFactors={factors}
          isOverflow={false}
          displayMode={options.displayMode as ComponentProps<typeof BarGauge>['displayMode']}
          showUnfilled={options.showUnfilled === true}
          namePlacement={options.namePlacement as ComponentProps<typeof BarGauge>['namePlacement']}
          text={options.text as ComponentProps<typeof BarGauge>['text']}
        />
      )}
    />
  )
}

function Repeated({
  autoGrid = false,
  draw,
  ...props
}: VisualProps & { autoGrid?: boolean; draw: (placed: Placed) => JSX.Element }) {
  const orientation = props.panel.options.orientation as VizOrientation | undefined
  return (
    <VizRepeater
      getValues={() => valuesOf(props)}
      renderValue={draw}
      source={props.data}
      renderCounter={0}
      itemSpacing={autoGrid ? 3 : 8}
      autoGrid={autoGrid}
      width={props.width}
      height={props.height}
      orientation={orientation ?? VizOrientation.Auto}
    />
  )
}
