import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { panelsOf } from './src/dashboard.ts'
import type { Panel } from './src/layout.ts'
import type { MetricTarget } from './src/metrics/target.ts'
import { dataSource, type Target } from './src/target.ts'
import { weather } from './src/weather.ts'
import { commands, moduleCommand } from './testing/commands.ts'
import { grafanaData, isKnownUnit, knownTransformations } from './testing/grafana-data.ts'
import { dashboards, metricDashboards } from './testing/schema.ts'

/** The panels of Grafana itself that are used; every other needs one more plugin. */
const visualizations = [
  'barchart',
  'bargauge',
  'gauge',
  'histogram',
  'piechart',
  'stat',
  'table',
  'text',
  'timeseries',
]

const panels = dashboards.flatMap((dashboard) =>
  panelsOf<Target>(dashboard).map((panel) => ({ name: nameOf(dashboard, panel), panel, dashboard })),
)
const withData = panels.filter(({ panel }) => panel.type !== 'text')
const metricPanels = metricDashboards.flatMap((dashboard) =>
  panelsOf<MetricTarget>(dashboard).map((panel) => ({ name: nameOf(dashboard, panel), panel })),
)
const all = [...dashboards, ...metricDashboards]

test.each([...panels, ...metricPanels])(
  '$name has a title, a description and a visualization of Grafana',
  ({ panel }) => {
    expect(panel.title).toMatch(/\S/)
    expect(panel.description).toMatch(/\S.*\.$/)
    expect(visualizations).toContain(panel.type)
  },
)

test.each(withData)('$name asks the one data source by its uid, once a refId', ({ panel }) => {
  const { datasource, targets = [] } = panel
  expect(datasource).toEqual({ type: 'redis-datasource', uid: 'valkey' })
  expect(targets.length).toBeGreaterThan(0)
  expect(targets.map((target) => target.datasource)).toEqual(targets.map(() => dataSource))
  const refIds = targets.map(({ refId }) => refId)
  expect(new Set(refIds).size).toBe(refIds.length)
})

test.each(withData)('fault 8: $name asks only what plain Valkey has, by typed commands', ({ panel }) => {
  for (const { type, command = '', query, streaming } of panel.targets ?? []) {
    expect(type, 'no raw commands').toBe('command')
    expect(query, 'a raw command would win over the typed one').toBe('')
    expect(command).not.toMatch(moduleCommand)
    expect(Object.keys(commands), 'others are passed over in silence').toContain(command)
    expect(streaming, 'it breaks panels of new versions').toBeUndefined()
  }
})

test.each([...withData, ...metricPanels])('$name has units that Grafana knows', ({ panel }) => {
  const { defaults = {}, overrides = [] } = panel.fieldConfig ?? {}
  expect(defaults.unit).toBeDefined()
  const others = overrides.flatMap(({ properties }) => properties.filter(({ id }) => id === 'unit'))
  for (const unit of [defaults.unit, ...others.map(({ value }) => value)]) {
    expect(isKnownUnit(String(unit)), String(unit)).toBe(true)
  }
})

test.each([...withData, ...metricPanels])('$name has colours that Grafana knows', ({ panel }) => {
  const { color, thresholds } = panel.fieldConfig?.defaults ?? {}
  if (color) expect(grafanaData.fieldColorModeRegistry.getIfExists(color.mode)).toBeDefined()
  const names = [color?.fixedColor ?? [], thresholds?.steps.map((step) => step.color) ?? []].flat()
  const { visualization } = grafanaData.createTheme()
  for (const name of names) expect(visualization.getColorByName(name), name).toMatch(/^(#|rgb)/)
})

test.each(withData)('$name uses transformations that exist', ({ panel }) => {
  for (const { id } of panel.transformations ?? []) expect(knownTransformations).toContain(id)
})

test.each(panels)(
  '$name uses variables that exist, where the plugin replaces them',
  ({ panel, dashboard }) => {
    const defined = new Set(dashboard.templating.list.map(({ name }) => name))
    const { targets = [], options, title } = panel
    const texts = [title, String(options.content ?? ''), ...targets.map(({ keyName = '' }) => keyName)]
    const used = texts.flatMap((text) => [...text.matchAll(/\$(\w+)/g)].map(([, name]) => name))
    for (const name of [...used, panel.repeat ?? []].flat()) expect(defined).toContain(name)
    for (const { keyName: _, ...others } of targets) expect(JSON.stringify(others)).not.toContain('$')
  },
)

test.each(all)('the panels of $title lie beside each other within 24 columns', (dashboard) => {
  const places = dashboard.panels
  for (const [at, { gridPos: a, title }] of places.entries()) {
    expect(a.x + a.w).toBeLessThanOrEqual(24)
    for (const { gridPos: b, title: other } of places.slice(at + 1)) {
      const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y
      expect(apart, `${title} and ${other}`).toBe(true)
    }
  }
})

test.each(all)('$title loads at the first try: classic JSON with fixed uids', (dashboard) => {
  const name = dashboard.uid.replace('chaac-', '')
  const committed = JSON.parse(readFileSync(join(import.meta.dirname, `dashboards/${name}.json`), 'utf8'))
  expect(committed).toEqual(JSON.parse(JSON.stringify(dashboard)))
  expect(committed.schemaVersion).toBeLessThanOrEqual(42)
  expect(committed.uid).toBe(`chaac-${name}`)
  expect(committed).not.toHaveProperty('__inputs')
  expect(committed).not.toHaveProperty('spec')
  const ids = [...committed.panels, ...panelsOf(dashboard)].map(({ id }: { id: number }) => id)
  expect(Math.min(...ids)).toBeGreaterThan(0)
  expect(new Set(panelsOf(dashboard).map(({ id }) => id)).size).toBe(panelsOf(dashboard).length)
})

test('every dashboard has a file and a uid of its own', () => {
  expect(all.map(({ uid }) => uid)).toEqual(['chaac-weather', 'chaac-system-monitor', 'chaac-functions'])
})

test('the three rows of the assignment come first, as it lists them', () => {
  const rows = sections(weather.panels as Panel[]).slice(0, 3)
  expect(rows.map((row) => row.map(({ type, title }) => `${type}: ${title}`))).toEqual([
    [
      'barchart: Average humidity by municipality',
      'stat: Highest temperature',
      'stat: Highest humidity',
      'stat: Lowest temperature',
      'stat: Lowest humidity',
    ],
    ['barchart: Average temperature by municipality', 'barchart: Reports by weather condition'],
    [
      'text: Label',
      'stat: Municipality',
      'stat: Most common weather',
      'stat: Least common weather',
      'timeseries: Temperature and humidity',
    ],
  ])
})

test('the viewer chooses the municipality among those of the store, and writes a label', () => {
  const [municipality, label] = weather.templating.list
  expect(municipality).toMatchObject({
    type: 'query',
    query: 'SMEMBERS weather:municipalities',
    multi: false,
  })
  expect(label).toMatchObject({ type: 'textbox', name: 'label' })
  const regex = new RegExp(String(municipality?.regex).slice(1, -1))
  expect('san-juan-2').toMatch(regex)
  expect('(empty array)', 'what an empty set comes as').not.toMatch(regex)
})

function nameOf(dashboard: { title: string }, panel: { title: string }): string {
  return `${dashboard.title}: ${panel.title}`
}

/** Panels by the heading that they are below. */
function sections(all: Panel[]): Panel[][] {
  const found: Panel[][] = []
  for (const panel of all) {
    if (panel.type === 'row') found.push([])
    else found.at(-1)?.push(panel)
  }
  return found
}
