/** What ingest has answered to one reading; `ms` is how long it took. */
export type Told = {
  status: number
  retryAfter: string | null
  /** What a problem document says. */
  detail: string | undefined
  confirmedBy: string[] | undefined
  ms: number
}

/** Sends one reading to ingest. Rejects when no answer comes within 20 s. */
export async function tell(url: string): Promise<Told> {
  const began = performance.now()
  const answer = await fetch(`${url}/v1/readings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ station: 'tikal', temperature: 20 }),
    signal: AbortSignal.timeout(20_000),
  })
  const { detail, readings } = (await answer.json()) as {
    detail?: string
    readings?: { confirmedBy: string[] }[]
  }
  return {
    status: answer.status,
    retryAfter: answer.headers.get('retry-after'),
    detail,
    confirmedBy: readings?.[0]?.confirmedBy,
    ms: performance.now() - began,
  }
}

/** How ingest says that its breakers are: `closed`, `open` or `half-open`. */
export async function breakersOf(url: string): Promise<Record<'kafka' | 'rabbitmq', string>> {
  const health = (await (await fetch(`${url}/health`)).json()) as {
    writers: Record<'kafka' | 'rabbitmq', string>
  }
  return health.writers
}
