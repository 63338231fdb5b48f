import type { Target } from '../src/target.ts'
import type { TimeRange } from './commands.ts'
import { type PluginField, type PluginFrame, parseFloatAsGo } from './frame.ts'
import { asList, asText, pairsOf, type Reply, type RunCommand } from './reply.ts'

/** XRANGE or XREVRANGE: the id, its time, and a column for each name that any entry has. */
export function xrange(command: 'XRANGE' | 'XREVRANGE') {
  return async (run: RunCommand, target: Target, range: TimeRange): Promise<PluginFrame[]> => {
    const ends = [target.start || `${range.from}-0`, target.end || `${range.to}-0`]
    if (command === 'XREVRANGE') ends.reverse()
    const count = target.count ? ['COUNT', String(target.count)] : []
    const entries = asList(await run(command, target.keyName ?? '', ...ends, ...count)).map(entryOf)

    const ids = entries.map(([id]) => id)
    const times = ids.map((id) => Number(id.split('-')[0]))
    const names = new Set(entries.flatMap(([, fields]) => fields.map(([name]) => name)))
    const hashes = entries.map(([, fields]) => new Map(fields))
    return [
      {
        name: command.toLowerCase(),
        fields: [
          { name: '$streamId', type: 'string', values: ids },
          { name: '$time', type: 'time.Time', unit: 'µs', values: times },
          ...[...names].map((name) => columnOf(name, hashes)),
        ],
      },
    ]
  }
}

/** The first value decides on the type; what is missing or of another type becomes 0 or an empty text. */
function columnOf(name: string, hashes: Map<string, string>[]): PluginField {
  const first = hashes.find((hash) => hash.has(name))?.get(name) ?? ''
  if (parseFloatAsGo(first) === undefined) {
    return { name, type: 'string', values: hashes.map((hash) => hash.get(name) ?? '') }
  }
  const values = hashes.map((hash) => parseFloatAsGo(hash.get(name) ?? '') ?? 0)
  return { name, type: 'float64', values }
}

function entryOf(reply: Reply): [string, [string, string][]] {
  const [id, fields = []] = asList(reply)
  return [asText(id), pairsOf(fields)]
}

/** XINFO STREAM: numbers, and both ends as text. */
export async function xinfoStream(run: RunCommand, { keyName = '' }: Target): Promise<PluginFrame[]> {
  const reply = asList(await run('XINFO', 'STREAM', keyName))
  const facts = new Map(reply.flatMap((name, at) => (at % 2 === 0 ? [[asText(name), reply[at + 1]]] : [])))
  const numbers = ['length', 'radix-tree-keys', 'radix-tree-nodes', 'groups'].map(
    (name): PluginField => ({ name, type: 'int64', values: [Number(facts.get(name))] }),
  )
  const text = (name: string, value: string): PluginField => ({ name, type: 'string', values: [value] })
  const ends = ['first-entry', 'last-entry'].flatMap((name) => {
    const entry = facts.get(name)
    if (entry === undefined || entry === null) return []
    const [id, fields] = entryOf(entry)
    const shown = fields.map(([field, value]) => `"${field}"="${value}"\n`).join('')
    return [text(`${name}-id`, id), text(`${name}-fields`, shown)]
  })
  const lastId = text('last-generated-id', asText(facts.get('last-generated-id')))
  return [{ name: keyName, fields: [...numbers, lastId, ...ends] }]
}
