import { type Look, type PanelBody, panelOf } from './panel.ts'
import type { AnyTarget } from './target.ts'

const legend = (showLegend: boolean) => ({ showLegend, displayMode: 'list', placement: 'bottom', calcs: [] })

const allFields = '/.*/'

/** The last value of each column that is left, numbers or not. */
function lastOf(fields = allFields): Record<string, unknown> {
  return { reduceOptions: { values: false, calcs: ['lastNotNull'], fields } }
}

/** One big value, or some below each other with their names: beside each other they would be too small to be read. */
export function stat<T extends AnyTarget>(look: Look<T>, { names = false } = {}): PanelBody<T> {
  return panelOf('stat', look, {
    ...lastOf(),
    textMode: names ? 'value_and_name' : 'value',
    colorMode: 'value',
    graphMode: 'none',
    justifyMode: 'auto',
    orientation: names ? 'horizontal' : 'auto',
    wideLayout: true,
    ...(names && { text: { titleSize: 14, valueSize: 18 } }),
  })
}

/** Part of a whole, from min to max. */
export function gauge(look: Look): PanelBody {
  return panelOf('gauge', look, {
    ...lastOf(),
    orientation: 'auto',
    showThresholdLabels: false,
    showThresholdMarkers: true,
  })
}

/** A bar for each column, below its name. */
export function barGauge<T extends AnyTarget>(look: Look<T>): PanelBody<T> {
  return panelOf('bargauge', look, {
    ...lastOf(),
    orientation: 'horizontal',
    displayMode: 'basic',
    valueMode: 'color',
    showUnfilled: true,
    namePlacement: 'top',
    text: { titleSize: 16, valueSize: 24 },
    sizing: 'auto',
  })
}

/** The share of each column, in a colour by its name. */
export function pie(look: Look): PanelBody {
  return panelOf('piechart', look, {
    ...lastOf(),
    pieType: 'donut',
    displayLabels: ['percent'],
    legend: { ...legend(true), placement: 'right', values: ['value'] },
    tooltip: { mode: 'single', sort: 'none' },
  })
}

/** A bar for each row, named by its only column of text. */
export function barChart(look: Look): PanelBody {
  const withBars = { ...look.defaults, custom: { fillOpacity: 80, lineWidth: 0, axisPlacement: 'auto' } }
  return panelOf(
    'barchart',
    { ...look, defaults: withBars },
    {
      orientation: 'auto',
      xTickLabelRotation: 0,
      xTickLabelSpacing: 0,
      showValue: 'auto',
      stacking: 'none',
      groupWidth: 0.7,
      barWidth: 0.9,
      barRadius: 0.05,
      fullHighlight: false,
      tooltip: { mode: 'single', sort: 'none' },
      legend: legend(false),
    },
  )
}

/** Numbers over time. */
export function timeSeries<T extends AnyTarget>(
  look: Look<T>,
  custom: Record<string, unknown> = {},
): PanelBody<T> {
  const lines = {
    drawStyle: 'line',
    lineInterpolation: 'linear',
    lineWidth: 2,
    fillOpacity: 10,
    showPoints: 'auto',
    pointSize: 4,
    axisPlacement: 'auto',
  }
  return panelOf(
    'timeseries',
    { ...look, defaults: { ...look.defaults, custom: { ...lines, ...custom } } },
    { legend: legend(true), tooltip: { mode: 'multi', sort: 'none' } },
  )
}

/** How often values occur, in buckets that fit their range. */
export function histogram(look: Look): PanelBody {
  const withBars = { ...look.defaults, custom: { fillOpacity: 80, lineWidth: 1 } }
  return panelOf(
    'histogram',
    { ...look, defaults: withBars },
    { combine: false, legend: legend(false), tooltip: { mode: 'single', sort: 'none' } },
  )
}

/** Rows as they are, in columns that share the room; by default a column is never smaller than 150 pixels. */
export function table(look: Look): PanelBody {
  const narrow = { ...look.defaults, custom: { minWidth: 60 } }
  return panelOf('table', { ...look, defaults: narrow }, { showHeader: true, cellHeight: 'sm' })
}

/** Words; variables in them are replaced. */
export function text(title: string, description: string, content: string): PanelBody {
  return { type: 'text', title, description, options: { mode: 'markdown', content } }
}
