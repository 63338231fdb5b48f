import type { Target } from '../src/target.ts'
import { fieldOf, type PluginField, type PluginFrame, parseIntAsGo } from './frame.ts'
import { asList, asText, asTexts, type RunCommand } from './reply.ts'

/** INFO: a column for each line, but rows for the statistics of commands and errors. */
export async function info(run: RunCommand, { section = '' }: Target): Promise<PluginFrame[]> {
  const lines = asText(await run('INFO', section))
    .split(/\r?\n/)
    .map((line) => line.split(':'))
    .filter((parts) => parts.length > 1)
    .map(([name = '', value = '']): [string, string] => [name, value])
  if (section === 'commandstats') return [{ name: 'info', fields: commandColumns(lines) }]
  if (section === 'errorstats') return [{ name: 'info', fields: errorColumns(lines) }]
  return [{ name: 'info', fields: lines.map(([name, value]) => fieldOf(name, value)) }]
}

const statistics: readonly (readonly [column: string, name: string, unit?: string])[] = [
  ['Calls', 'calls'],
  ['Usec', 'usec', 'µs'],
  ['Usec_per_call', 'usec_per_call', 'µs'],
  ['RejectedCalls', 'rejected_calls'],
  ['FailedCalls', 'failed_calls'],
  ['CallsMaster', 'calls_master'],
]

function commandColumns(lines: [string, string][]): PluginField[] {
  const rows = lines.map(
    ([, value]) => new Map(value.split(',').map((pair) => pair.split('=') as [string, string])),
  )
  const names = lines.map(([name]) => name.replace('cmdstat_', ''))
  return [
    { name: 'Command', type: 'string', values: names },
    ...statistics.map(([name, key, unit]): PluginField => {
      const values = rows.map((row) => Number(row.get(key) ?? 0))
      return { name, type: 'float64', ...(unit && { unit }), values }
    }),
  ]
}

function errorColumns(lines: [string, string][]): PluginField[] {
  return [
    { name: 'Error', type: 'string', values: lines.map(([name]) => name.replace('errorstat_', '')) },
    { name: 'Count', type: 'int64', values: lines.map(([, value]) => Number(value.split('=')[1] ?? 0)) },
  ]
}

/**
 * CLIENT LIST: the first line decides on the columns and their types. Where a later one disagrees, the plugin panics
 * and answers with nothing.
 */
export async function clientList(run: RunCommand): Promise<PluginFrame[]> {
  const rows = asText(await run('CLIENT', 'LIST'))
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(/\s+/).map((pair) => pair.split('=').slice(0, 2) as [string, string]))
  const fields = (rows[0] ?? []).map(
    ([name, value]): PluginField => ({
      name,
      type: parseIntAsGo(value) === undefined ? 'string' : 'int64',
      values: [],
    }),
  )
  for (const row of rows) {
    for (const [at, field] of fields.entries()) {
      const text = row[at]?.[1] ?? ''
      const number = parseIntAsGo(text)
      if ((number === undefined) !== (field.type === 'string')) return []
      field.values.push(number ?? text)
    }
  }
  return [{ name: 'clientList', fields }]
}

/** SLOWLOG GET: one row a command. */
export async function slowlog(run: RunCommand, { size }: Target): Promise<PluginFrame[]> {
  const rows = asList(await run('SLOWLOG', 'GET', ...(size ? [String(size)] : []))).map(asList)
  const numbers = (at: number) => rows.map((row) => Number(row[at]))
  return [
    {
      name: 'slowlogGet',
      fields: [
        { name: 'Id', type: 'int64', values: numbers(0) },
        { name: 'Timestamp', type: 'time.Time', values: numbers(1).map((seconds) => seconds * 1_000) },
        { name: 'Duration', type: 'int64', unit: 'µs', values: numbers(2) },
        { name: 'Command', type: 'string', values: rows.map((row) => asTexts(row[3] ?? []).join(' ')) },
      ],
    },
  ]
}
