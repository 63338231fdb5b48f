import type { Target } from '../src/target.ts'
import { fieldOf, type PluginField, type PluginFrame } from './frame.ts'
import { asText, asTexts, pairsOf, type RunCommand } from './reply.ts'
import { clientList, info, slowlog } from './server-commands.ts'
import { xinfoStream, xrange } from './stream-commands.ts'
import { tmscan } from './tmscan.ts'

/** The time range of a panel, in milliseconds. */
export type TimeRange = { from: number; to: number }

type Command = (run: RunCommand, target: Target, range: TimeRange) => Promise<PluginFrame[]>

/** A command that takes a key and answers with one value. */
function singleValue(name: string): Command {
  return async (run, { keyName = '' }) => [
    { name: keyName, fields: [fieldOf('Value', asText(await run(name, keyName)))] },
  ]
}

/** A command whose answer is a list of texts. */
function listOf(name: string): Command {
  return async (run, { keyName = '' }) => {
    const values = asTexts(await run(name, keyName))
    return [{ name: keyName, fields: [{ name: 'Value', type: 'string', values }] }]
  }
}

const hgetall: Command = async (run, { keyName = '' }) => [
  { name: 'hgetall', fields: columnsOf(pairsOf(await run('HGETALL', keyName))) },
]

const hget: Command = async (run, { keyName = '', field = '' }) => [
  { name: field, fields: [fieldOf(field, asText(await run('HGET', keyName, field)))] },
]

const hmget: Command = async (run, { keyName = '', field = '' }) => {
  const names = field.split(/\s+/)
  const values = asTexts(await run('HMGET', keyName, ...names))
  return [{ name: 'hmget', fields: names.map((name, at) => fieldOf(name, values[at] ?? '')) }]
}

const zrange: Command = async (run, { keyName = '', min = '', max = '', zrangeQuery }) => {
  const option = zrangeQuery ? [zrangeQuery] : []
  const reply = await run('ZRANGE', keyName, min, max, ...option, 'WITHSCORES')
  return [{ name: 'zrange', fields: columnsOf(pairsOf(reply)) }]
}

/** Another name than the command's own, for what is not modelled: plain Valkey answers with an error anyway. */
const asIs = (...words: string[]): Command => {
  return async (run, { keyName }) => {
    const [command = '', ...args] = words
    await run(command, ...args, ...(keyName ? [keyName] : []))
    return []
  }
}

/** What the plugin knows by name and plain Valkey can answer; anything else it passes over in silence. */
export const commands: Readonly<Record<string, Command>> = {
  get: singleValue('GET'),
  ttl: singleValue('TTL'),
  type: singleValue('TYPE'),
  hlen: singleValue('HLEN'),
  xlen: singleValue('XLEN'),
  llen: singleValue('LLEN'),
  scard: singleValue('SCARD'),
  hget,
  hmget,
  hgetall,
  hkeys: listOf('HKEYS'),
  smembers: listOf('SMEMBERS'),
  zrange,
  xrange: xrange('XRANGE'),
  xrevrange: xrange('XREVRANGE'),
  xinfoStream,
  info,
  clientList,
  slowlogGet: slowlog,
  clusterInfo: asIs('CLUSTER', 'INFO'),
  clusterNodes: asIs('CLUSTER', 'NODES'),
  tmscan,
}

/** What the plugin knows too, but needs a module that plain Valkey lacks. */
export const moduleCommand = /^(ts|ft|json|graph|rg)\./

function columnsOf(pairs: [string, string][]): PluginField[] {
  return pairs.map(([name, value]) => fieldOf(name, value))
}
