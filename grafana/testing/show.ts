import type { DataFrame, Field, FieldConfigPropertyItem, FieldType } from '@grafana/data'
import type { PanelBody } from '../src/panel.ts'
import type { Target } from '../src/target.ts'
import type { TimeRange } from './commands.ts'
import type { GoType, PluginFrame } from './frame.ts'
import { grafanaData } from './grafana-data.ts'
import { askPlugin } from './plugin.ts'
import type { RunCommand } from './reply.ts'

/** What variables hold. */
export type Values = Readonly<Record<string, string>>

/** What a panel gets to show: the plugin's frames after the panel's own transformations, with its looks applied. */
export async function framesFor(
  run: RunCommand,
  panel: PanelBody,
  range: TimeRange,
  variables: Values,
): Promise<DataFrame[]> {
  return withLooks(await dataFor(run, panel, range, variables), panel)
}

/** The same before any looks. */
export async function dataFor(
  run: RunCommand,
  panel: PanelBody,
  range: TimeRange,
  variables: Values,
): Promise<DataFrame[]> {
  const frames: DataFrame[] = []
  for (const target of panel.targets ?? []) {
    const { error, frames: found } = await askPlugin(run, interpolated(target, variables), range)
    if (error !== '') throw new Error(`${panel.title}: ${error}`)
    frames.push(...found.map((frame) => toDataFrame(frame, target.refId)))
  }
  return transformed(panel, frames, variables)
}

const types: Record<GoType, FieldType> = {
  float64: 'number' as FieldType,
  int64: 'number' as FieldType,
  string: 'string' as FieldType,
  'time.Time': 'time' as FieldType,
}

function toDataFrame({ name, fields }: PluginFrame, refId: string): DataFrame {
  return grafanaData.toDataFrame({
    name,
    refId,
    fields: fields.map((field) => ({
      name: field.name,
      type: types[field.type],
      config: field.unit ? { unit: field.unit } : {},
      values: field.values,
    })),
  })
}

/** The plugin's page replaces variables in these three; in other options it leaves them as they are. */
function interpolated(target: Target, variables: Values): Target {
  const { keyName = '', field = '', query } = target
  return {
    ...target,
    keyName: replaced(keyName, variables),
    field: replaced(field, variables),
    query: replaced(query, variables),
  }
}

/** A text with variables in it. */
export function replaced(text: string, variables: Values): string {
  return text.replace(/\$(\w+)/g, (whole, name: string) => variables[name] ?? whole)
}

function transformed(panel: PanelBody, frames: DataFrame[], variables: Values): Promise<DataFrame[]> {
  const interpolate = (text: string) => replaced(text, variables)
  return new Promise((resolve, reject) => {
    grafanaData
      .transformDataFrame(structuredClone(panel.transformations ?? []), frames, { interpolate })
      .subscribe({ next: resolve, error: reject })
  })
}

const { FieldConfigOptionsRegistry, identityOverrideProcessor } = grafanaData

const looks = new FieldConfigOptionsRegistry(() =>
  ['unit', 'decimals', 'min', 'max', 'noValue', 'mappings', 'thresholds', 'color', 'displayName'].map(
    (id) =>
      ({
        id,
        path: id,
        name: id,
        editor: () => null,
        override: () => null,
        process: identityOverrideProcessor,
        shouldApply: () => true,
        settings: {},
      }) as unknown as FieldConfigPropertyItem,
  ),
)

function withLooks(data: DataFrame[], panel: PanelBody): DataFrame[] {
  const { defaults = {}, overrides = [] } = panel.fieldConfig ?? {}
  const fieldConfig = { defaults, overrides } as Parameters<
    typeof grafanaData.applyFieldOverrides
  >[0]['fieldConfig'] &
    object
  return grafanaData.applyFieldOverrides({
    data,
    fieldConfig,
    fieldConfigRegistry: looks,
    replaceVariables: (text) => text,
    theme: grafanaData.createTheme(),
    timeZone: 'utc',
  })
}

/** The frames as rows, by the names that are shown, with raw values. */
export function rowsOf(frames: DataFrame[]): Record<string, unknown>[] {
  return frames.flatMap((frame) => rows(frame, frames, (_field, value) => value))
}

/** The same with values as they are shown, with their units. */
export function textsOf(frames: DataFrame[]): Record<string, string>[] {
  return frames.flatMap((frame) =>
    rows(frame, frames, (field, value) =>
      field.display ? grafanaData.formattedValueToString(field.display(value)) : String(value),
    ),
  )
}

function rows<T>(frame: DataFrame, all: DataFrame[], show: (field: Field, value: unknown) => T) {
  return Array.from({ length: frame.length }, (_, at) =>
    Object.fromEntries(
      frame.fields.map((field) => [
        grafanaData.getFieldDisplayName(field, frame, all),
        show(field, field.values[at]),
      ]),
    ),
  )
}
