import type { Hono } from 'hono'
import { getPath } from 'hono/utils/url'

/** How a request's path is found for routing. */
type GetPath = NonNullable<NonNullable<ConstructorParameters<typeof Hono>[0]>['getPath']>

/** The names with which the parameters of firmware begin that forgets the question mark. */
const GLUED = /^(.*?)[?&]?((?:ID|PASSWORD|PASSKEY|MAC|stationtype|siteid|uid|salt|hash|action|dateutc)=.*)$/is

/** The path to route by: firmware glues its query to it, as in `/data/report/stationtype=…`. */
export const routingPath: GetPath = (request) => unglue(getPath(request)).path

/** The query of a URL, still encoded, whether a question mark stands before it or not. */
export function queryOf(url: string): string {
  const target = url.replace(/^https?:\/\/[^/?]*/i, '')
  const mark = target.indexOf('?')
  const { query } = unglue(mark === -1 ? target : target.slice(0, mark))
  return [query, mark === -1 ? '' : target.slice(mark + 1)].filter((part) => part !== '').join('&')
}

function unglue(path: string): { path: string; query: string } {
  if (!path.includes('=') || path.startsWith('/v1')) return { path, query: '' }
  const [, before = path, query = ''] = GLUED.exec(path) ?? []
  return { path: before, query }
}
