/** A type of Go as a frame of the plugin has it. */
export type GoType = 'float64' | 'int64' | 'string' | 'time.Time'

/** A column. Times are milliseconds since 1970. */
export type PluginField = { name: string; type: GoType; unit?: string; values: (number | string)[] }

/** A table as the plugin hands it to Grafana. */
export type PluginFrame = { name: string; fields: PluginField[] }

/** What the plugin answers to one target. */
export type PluginAnswer = { error: string; frames: PluginFrame[] }

/** The number that Go's `ParseFloat` sees in a text, if any. Hexadecimal ones are left out: nobody writes them. */
export function parseFloatAsGo(text: string): number | undefined {
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text)
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity
  return /^nan$/i.test(text) ? Number.NaN : undefined
}

/** A column of one row, a number where the text is one. */
export function fieldOf(name: string, text: string): PluginField {
  const number = parseFloatAsGo(text)
  return number === undefined
    ? { name, type: 'string', values: [text] }
    : { name, type: 'float64', values: [number] }
}

/** The integer that Go's `ParseInt` sees in a text, if any. */
export function parseIntAsGo(text: string): number | undefined {
  return /^[+-]?\d+$/.test(text) ? Number(text) : undefined
}
