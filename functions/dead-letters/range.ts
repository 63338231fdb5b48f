import type { Search } from './letters.ts'

/**
 * The ids of a stream between which a search goes on, the earlier first, as XRANGE takes them; undefined where no entry
 * can be. `after` may be an entry that there never was, also one outside of the times of the filter.
 */
export function rangeOf(
  { order, filter }: Pick<Search, 'order' | 'filter'>,
  after: string | undefined,
): [first: string, last: string] | undefined {
  const { from = 0, to = Number.POSITIVE_INFINITY } = filter
  if (to <= from) return undefined // Valkey calls a time before 0 an error
  const first = String(from)
  const last = to === Number.POSITIVE_INFINITY ? '+' : String(to - 1)
  if (after === undefined) return [first, last]
  const at = Number(after.split('-')[0])
  if (order === 'oldest') return [at < from ? first : `(${after}`, last]
  if (/^0+-0+$/.test(after)) return undefined // the first that there can be; Valkey calls what is before an error
  return [first, at < to ? `(${after}` : last]
}
