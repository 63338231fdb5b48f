import type { Target } from '../src/target.ts'
import type { PluginFrame } from './frame.ts'
import { asList, asText, asTexts, type RunCommand } from './reply.ts'

/** The plugin's own command: one page of SCAN, with type and memory of each key; of many keys the biggest. */
export async function tmscan(run: RunCommand, target: Target): Promise<PluginFrame[]> {
  const match = target.match ? ['MATCH', target.match] : []
  const count = target.count ? ['COUNT', String(target.count)] : []
  const [cursor, found = []] = asList(await run('SCAN', '0', ...match, ...count))
  let keys = await Promise.all(
    asTexts(found).map(async (key) => ({ key, memory: Number(await run('MEMORY', 'USAGE', key)) })),
  )
  const total = keys.length
  if (target.size && target.size < total) {
    keys = keys.sort((a, b) => b.memory - a.memory).slice(0, target.size)
  }
  const types = await Promise.all(keys.map(async ({ key }) => asText(await run('TYPE', key))))
  return [
    {
      name: 'tmscan',
      fields: [
        { name: 'key', type: 'string', values: keys.map(({ key }) => key) },
        { name: 'type', type: 'string', values: types },
        { name: 'memory', type: 'int64', unit: 'decbytes', values: keys.map(({ memory }) => memory) },
      ],
    },
    {
      name: 'Cursor',
      fields: [
        { name: 'cursor', type: 'string', values: [asText(cursor)] },
        { name: 'count', type: 'int64', values: [total] },
      ],
    },
  ]
}
