import { stringify } from 'csv-stringify/sync'
import type { Context } from 'hono'
import Negotiator from 'negotiator'
import * as z from 'zod'
import { RequestProblem } from '#lib/platform/problem.ts'

const types = { json: 'application/json', csv: 'text/csv' } as const

/** The query parameter that says what `Accept` says too, for those who cannot set a header. */
export const formatShape = {
  format: z.enum(['json', 'csv']).optional().describe('Instead of `Accept`: application/json or text/csv'),
}

/** Rows under the names of their columns. */
export type Table = { columns: readonly string[]; rows: readonly object[] }

/**
 * Answers in the form that the client prefers (RFC 9110, 12.5.1), or that `format` names.
 * @throws RequestProblem when it accepts neither
 */
export function answer(c: Context, format: 'json' | 'csv' | undefined, body: object, table: () => Table) {
  c.header('cache-control', 'no-cache') // it may change at any moment, and an ETag tells whether it has
  c.header('vary', 'accept')
  if ((format ?? preferred(c.req.header('accept'))) === 'json') return c.json(body)
  const { columns, rows } = table()
  return c.body(
    stringify([...rows], { header: true, columns: [...columns], record_delimiter: 'windows' }),
    200,
    {
      'content-type': 'text/csv; charset=utf-8; header=present',
    },
  )
}

function preferred(accept: string | undefined): 'json' | 'csv' {
  const headers = accept === undefined ? {} : { accept }
  const type = new Negotiator({ headers }).mediaType(Object.values(types))
  if (type === undefined)
    throw new RequestProblem('not-acceptable', `there is ${types.json} and ${types.csv}`)
  return type === types.csv ? 'csv' : 'json'
}
