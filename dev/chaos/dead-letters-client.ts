import type { DeadLetters } from './picture.ts'

type Page = { deadLetters: { readingIds?: string[] }[]; next?: string; counts: { held: number } }

/** The dead letters that the function at this address keeps; with the key of an operator where it asks for one. */
export function httpDeadLetters(url: string, operatorKey?: string): DeadLetters {
  const headers: Record<string, string> = operatorKey ? { authorization: `Bearer ${operatorKey}` } : {}

  async function page(query: string): Promise<Page> {
    const path = `/v1/dead-letters?${query}`
    const response = await fetch(`${url}${path}`, { headers, signal: AbortSignal.timeout(10_000) })
    if (!response.ok) throw new Error(`${path} answers ${response.status}`)
    return (await response.json()) as Page
  }

  return {
    count: async () => (await page('limit=1')).counts.held,
    async readingIds() {
      const found = new Set<string>()
      let next: string | undefined
      do {
        const after: string = next === undefined ? '' : `&after=${next}`
        const letters = await page(`limit=100&order=oldest&include=event${after}`)
        for (const { readingIds = [] } of letters.deadLetters) for (const id of readingIds) found.add(id)
        next = letters.next
      } while (next !== undefined)
      return found
    },
  }
}
