import type { MetricTarget } from './metrics/target.ts'

/** The data source of what is in the store, by its uid and the plugin that serves it. */
export const dataSource = { type: 'redis-datasource', uid: 'valkey' } as const

/** What asks the plugin for frames. The names are those of its JSON. */
export type Target = {
  refId: string
  datasource: typeof dataSource
  type: 'command' | 'cli' | 'timeSeries' | 'json'
  command?: string
  /** A raw command. It wins over `command` whenever it is not empty, so typed commands keep it empty. */
  query: string
  keyName?: string
  /** Names of fields, with blanks between them. */
  field?: string
  section?: string
  /** Ids of a stream's entries; without them the time range decides. */
  start?: string
  end?: string
  count?: number
  size?: number
  match?: string
  min?: string
  max?: string
  zrangeQuery?: string
  streaming?: boolean
  streamingDataType?: 'TimeSeries' | 'DataFrame'
}

type Options = Omit<Target, 'refId' | 'datasource' | 'type' | 'command' | 'query' | 'keyName'>

/** A target of either data source. */
export type AnyTarget = Target | MetricTarget

/** A target without its place in a panel: builders give refIds. */
export type Asked<T extends AnyTarget> = Omit<T, 'refId'>

/** A question to the store. */
export type Query = Asked<Target>

/** All fields of a hash: one row, and no fields where it is missing. */
export function hash(keyName: string): Query {
  return typed('hgetall', { keyName })
}

/** Entries of a stream in the time range, oldest first. */
export function stream(keyName: string): Query {
  return typed('xrange', { keyName })
}

/** The newest entries of a stream, whatever the time range. */
export function newestOf(keyName: string, count: number): Query {
  return typed('xrevrange', { keyName, start: '-', end: '+', count })
}

/** How many entries a stream has; none where it is missing. */
export function lengthOf(keyName: string): Query {
  return typed('xlen', { keyName })
}

/** A section of what Valkey says of itself. */
export function info(section: 'memory' | 'clients' | 'stats' | 'commandstats'): Query {
  return typed('info', { section })
}

/** Any typed command of the plugin. */
export function typed(command: string, options: Options & { keyName?: string } = {}): Query {
  return { datasource: dataSource, type: 'command', command, query: '', ...options }
}
