import type { DeadLetters } from './picture.ts'

type Page = { deadLetters: { broker: string; eventId: string; readingIds?: string[] }[]; next?: string }

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
    async list() {
      const found: { event: string; readings: readonly string[] }[] = []
      let next: string | undefined
      do {
        const after: string = next === undefined ? '' : `&after=${next}`
        const letters = await page(`limit=100&order=oldest&include=event${after}`)
        for (const { broker, eventId, readingIds: readings = [] } of letters.deadLetters)
          found.push({ event: `${broker} ${eventId}`, readings })
        next = letters.next
      } while (next !== undefined)
      return found
    },
  }
}
