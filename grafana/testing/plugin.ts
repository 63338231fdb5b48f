import type { Target } from '../src/target.ts'
import { commands, moduleCommand, type TimeRange } from './commands.ts'
import { fieldOf, type PluginAnswer, type PluginFrame } from './frame.ts'
import { asText, type Reply, type RunCommand } from './reply.ts'

/** Answers a target as the backend of redis-datasource 2.2.0 does. Written from its behaviour, see golden.json. */
export async function askPlugin(run: RunCommand, target: Target, range: TimeRange): Promise<PluginAnswer> {
  try {
    const frames = await framesOf(run, target, range)
    const isSeries = target.streaming === true && target.streamingDataType !== 'DataFrame'
    return { error: '', frames: isSeries ? frames.map((frame) => asSeries(frame, target)) : frames }
  } catch (error) {
    return { error: (error as Error).message.trim(), frames: [] }
  }
}

function framesOf(run: RunCommand, target: Target, range: TimeRange): Promise<PluginFrame[]> {
  const { query, command = '', keyName = '' } = target
  if (query !== '') return rawCommand(run, query)
  if (moduleCommand.test(command)) return run(command, keyName).then(() => [])
  return commands[command]?.(run, target, range) ?? Promise.resolve([])
}

/** What streaming does to a frame: the time of the answer, and only the columns that were asked for. */
function asSeries({ name, fields }: PluginFrame, { field }: Target): PluginFrame {
  const rows = fields[0]?.values.length ?? 0
  const wanted = field ? field.split(/\s+/) : undefined
  const time = { name: '#time', type: 'time.Time' as const, values: Array(rows).fill(Date.now()) }
  return { name, fields: [time, ...fields.filter((column) => wanted?.includes(column.name) ?? true)] }
}

async function rawCommand(run: RunCommand, query: string): Promise<PluginFrame[]> {
  const [command = '', ...args] = query.split(/\s+/)
  const reply = await run(command, ...args)
  if (reply === null) throw new Error('wrong command')
  if (typeof reply === 'number')
    return [{ name: '', fields: [{ name: 'Value', type: 'int64', values: [reply] }] }]
  if (Array.isArray(reply)) return [lines(reply.length === 0 ? ['(empty array)'] : flat(reply))]
  const texts = reply.split(/\r?\n/)
  return [texts.length === 1 ? { name: '', fields: [fieldOf('Value', reply)] } : lines(texts)]
}

function lines(values: string[]): PluginFrame {
  return { name: '', fields: [{ name: 'Value', type: 'string', values }] }
}

function flat(replies: Reply[]): string[] {
  return replies.flatMap((reply) => (Array.isArray(reply) ? flat(reply) : [asText(reply)]))
}
