import type { AnyTarget, Asked, Target } from './target.ts'

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
export type PanelBody<T extends AnyTarget = Target> = {
  type: string
  title: string
  description: string
  datasource?: T['datasource']
  targets?: T[]
  transformations?: Transformation[]
  fieldConfig?: { defaults: FieldDefaults; overrides: Override[] }
  options: Record<string, unknown>
  repeat?: string
  repeatDirection?: 'h' | 'v'
  maxPerRow?: number
}

/** What every panel with data says of itself. */
export type Look<T extends AnyTarget = Target> = {
  title: string
  description: string
  query: Asked<T>
  /** Asked besides, in the same panel. */
  more?: Asked<T>[]
  steps?: Transformation[]
  defaults: FieldDefaults
  overrides?: Override[]
}

/** A panel of a kind, for the answers to its queries. */
export function panelOf<T extends AnyTarget>(
  type: string,
  look: Look<T>,
  options: Record<string, unknown>,
): PanelBody<T> {
  const { title, description, query, more = [], steps = [], defaults, overrides = [] } = look
  const targets = [query, ...more].map((one, at) => ({ refId: 'ABCDEFGH'.charAt(at), ...one }) as T)
  return {
    type,
    title,
    description,
    datasource: query.datasource,
    targets,
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
