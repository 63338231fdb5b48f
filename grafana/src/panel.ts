import { dataSource, type Query, type Target } from './target.ts'

/** A step of what Grafana does with frames before a panel shows them. */
export type Transformation = { id: string; options: Record<string, unknown> }

/** Colours by value. */
export type Thresholds = { mode: 'absolute'; steps: { color: string; value: number | null }[] }

/** Words that are shown in place of values. */
export type ValueMapping = { type: 'value'; options: Record<string, { text: string; index: number }> }

/** How values look, unless an override says otherwise. */
export type FieldDefaults = {
  unit?: string
  decimals?: number
  min?: number
  max?: number
  noValue?: string
  color?: { mode: 'fixed' | 'thresholds' | 'palette-classic-by-name'; fixedColor?: string }
  thresholds?: Thresholds
  mappings?: ValueMapping[]
  custom?: Record<string, unknown>
}

/** How the values of one column look. */
export type Override = {
  matcher: { id: 'byName'; options: string }
  properties: { id: string; value: unknown }[]
}

/** A panel of a classic dashboard, without its place. */
export type PanelBody = {
  type: string
  title: string
  description: string
  datasource?: typeof dataSource
  targets?: Target[]
  transformations?: Transformation[]
  fieldConfig?: { defaults: FieldDefaults; overrides: Override[] }
  options: Record<string, unknown>
  repeat?: string
  repeatDirection?: 'h' | 'v'
  maxPerRow?: number
}

/** What every panel with data says of itself. */
export type Look = {
  title: string
  description: string
  query: Query
  steps?: Transformation[]
  defaults: FieldDefaults
  overrides?: Override[]
}

/** A panel of a kind, for the answer to one query. */
export function panelOf(type: string, look: Look, options: Record<string, unknown>): PanelBody {
  const { title, description, query, steps = [], defaults, overrides = [] } = look
  return {
    type,
    title,
    description,
    datasource: dataSource,
    targets: [{ refId: 'A', ...query }],
    transformations: steps,
    fieldConfig: { defaults: { mappings: [], ...defaults }, overrides },
    options,
  }
}

/** The look of one column, by the name that is shown. */
export function column(name: string, properties: Record<string, unknown>): Override {
  return {
    matcher: { id: 'byName', options: name },
    properties: Object.entries(properties).map(([id, value]) => ({ id, value })),
  }
}

/** Colours by value: the first from below, each other from its number on. */
export function steps(first: string, ...rest: [from: number, color: string][]): Thresholds {
  return {
    mode: 'absolute',
    steps: [{ color: first, value: null }, ...rest.map(([value, color]) => ({ color, value }))],
  }
}
