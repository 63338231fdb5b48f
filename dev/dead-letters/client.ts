/** A dead letter, as the API shows it with its event. */
export type Letter = {
  id: string
  at: string
  broker: string
  reason: string
  status?: number
  attempts?: number
  firstFailedAt?: string
  lastFailedAt?: string
  readings: number
  stations: string[]
  replayable: boolean
  event?: {
    attributes: Record<string, string>
    contentType?: string
    body?: string
    bodyBase64?: string
  }
}

/** A replay in the background. */
export type Replay = {
  id: string
  state: string
  replayed: number
  readings: number
  skipped: number
  trouble?: string
}

type Page = { deadLetters: Letter[]; next?: string; counts: Record<string, number> }

/** The function of the dead letters at a URL. Every method rejects with what the function says against it. */
export type Client = ReturnType<typeof createClient>

/** `key`: what an operator must know, if anything. */
export function createClient(url: string, key: string | undefined) {
  const authorization = key === undefined ? undefined : { authorization: `Bearer ${key}` }

  async function ask<T>(method: string, path: string, query: Record<string, string> = {}): Promise<T> {
    const search = new URLSearchParams(query).toString()
    const target = `${url}/v1/dead-letters${path}${search && `?${search}`}`
    const response = await fetch(target, { method, ...(authorization && { headers: authorization }) })
    const text = await response.text()
    if (!response.ok) throw new Error(problemOf(response.status, text))
    return (text === '' ? undefined : JSON.parse(text)) as T
  }

  return {
    page: (query: Record<string, string>) => ask<Page>('GET', '', query),
    show: (id: string) => ask<Letter>('GET', `/${id}`),
    replayOne: (id: string) =>
      ask<{ readings: number; confirmedBy: string }>('POST', `/${encodeURIComponent(id)}/replay`),
    replay: (query: Record<string, string>) => ask<Replay>('POST', '/replay', query),
    progress: (id: string) => ask<Replay>('GET', `/replay/${id}`),
    remove: (id: string) => ask<void>('DELETE', `/${encodeURIComponent(id)}`),
    removeAll: (query: Record<string, string>) => ask<{ deleted: number }>('DELETE', '', query),

    /** Every letter that the filter means, with its event, the oldest first. */
    async *all(filter: Record<string, string>): AsyncGenerator<Letter> {
      let after: string | undefined
      do {
        const query = { ...filter, order: 'oldest', include: 'event', ...(after && { after }) }
        const page = await ask<Page>('GET', '', query)
        yield* page.deadLetters
        after = page.next
      } while (after !== undefined)
    },

    /** Hands a letter to the function as a source would. The same letter is kept once. */
    async put({ broker, event, ...letter }: Letter): Promise<void> {
      if (event === undefined) throw new Error('this line has no event')
      const { reason, status, attempts, firstFailedAt, lastFailedAt } = letter
      const told = JSON.stringify({ reason, status, attempts, firstFailedAt, lastFailedAt })
      const headers = Object.fromEntries(
        Object.entries({ ...event.attributes, deadletter: Buffer.from(told).toString('base64url') }).map(
          ([name, value]) => [`ce-${name}`, value],
        ),
      )
      if (event.contentType !== undefined) headers['content-type'] = event.contentType
      const body = Buffer.from(event.bodyBase64 ?? event.body ?? '', event.bodyBase64 ? 'base64' : 'utf8')
      const path = broker === 'other' ? '/' : `/${broker}`
      const response = await fetch(url + path, { method: 'POST', headers, body })
      if (!response.ok) throw new Error(problemOf(response.status, await response.text()))
    },
  }
}

function problemOf(status: number, text: string): string {
  try {
    const {
      title,
      detail,
      errors = [],
    } = JSON.parse(text) as {
      title: string
      detail?: string
      errors?: { pointer: string; detail: string }[]
    }
    const rules = errors.map((error) => `${error.pointer}: ${error.detail}`)
    return [title, detail, ...rules].filter(Boolean).join('; ')
  } catch {
    return `it answers ${status}`
  }
}
