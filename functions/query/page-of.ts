/** A page of a sorted list: `limit` slugs after `after`, and where the next page begins. */
export function pageOf(
  all: readonly string[],
  { limit, after }: { limit: number; after?: string | undefined },
): { page: string[]; next?: string } {
  const from = after === undefined ? 0 : all.filter((slug) => slug <= after).length
  const page = all.slice(from, from + limit)
  const last = page.at(-1)
  return last !== undefined && from + limit < all.length ? { page, next: last } : { page }
}
