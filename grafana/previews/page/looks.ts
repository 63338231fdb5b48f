import {
  applyFieldOverrides,
  cacheFieldDisplayNames,
  type DataFrame,
  type DataFrameDTO,
  FieldConfigOptionsRegistry,
  type FieldConfigPropertyItem,
  type FieldConfigSource,
  type GrafanaTheme2,
  identityOverrideProcessor,
  toDataFrame,
} from '@grafana/data'
import type { PanelBody } from '../../src/panel.ts'

const standard = [
  'unit',
  'decimals',
  'min',
  'max',
  'noValue',
  'mappings',
  'thresholds',
  'color',
  'displayName',
]

/** The data with the looks that the panel and its overrides give them. */
export function withLooks(data: DataFrameDTO[], panel: PanelBody, theme: GrafanaTheme2): DataFrame[] {
  const looked = applyFieldOverrides({
    data: data.map((frame) => toDataFrame(frame)),
    fieldConfig: configOf(panel),
    fieldConfigRegistry: new FieldConfigOptionsRegistry(() => [
      ...standard.map((id) => optionOf(id, id, false)),
      ...customOf(panel).map((name) => optionOf(`custom.${name}`, name, true)),
    ]),
    replaceVariables: (text) => text,
    theme,
    timeZone: 'utc',
  })
  cacheFieldDisplayNames(looked)
  return looked
}

/** The looks as Grafana's functions take them. */
export function configOf({ fieldConfig }: PanelBody): FieldConfigSource {
  return (fieldConfig ?? { defaults: {}, overrides: [] }) as unknown as FieldConfigSource
}

/** Every option of its own that the panel or an override sets. */
function customOf({ fieldConfig }: PanelBody): string[] {
  const ids = fieldConfig?.overrides.flatMap(({ properties }) => properties.map(({ id }) => id)) ?? []
  const overridden = ids.filter((id) => id.startsWith('custom.')).map((id) => id.slice('custom.'.length))
  return [...new Set([...Object.keys(fieldConfig?.defaults.custom ?? {}), ...overridden])]
}

function optionOf(id: string, path: string, isCustom: boolean): FieldConfigPropertyItem {
  return {
    id,
    path,
    isCustom,
    name: id,
    editor: () => null,
    override: () => null,
    process: identityOverrideProcessor,
    shouldApply: () => true,
    settings: {},
  } as unknown as FieldConfigPropertyItem
}
