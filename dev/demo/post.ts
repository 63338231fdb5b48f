/** What ingest answered: status 0 when it did not. */
export type Answer = { status: number; readings: { id: string; confirmedBy: string[] }[] }

/** Posts to /v1/readings. Never rejects. */
export async function post(ingest: string, body: unknown, signal?: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(`${ingest}/v1/readings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.any([AbortSignal.timeout(15_000), ...(signal === undefined ? [] : [signal])]),
    })
    const { readings = [] } = (await response.json()) as Partial<Answer>
    return { status: response.status, readings }
  } catch {
    return { status: 0, readings: [] }
  }
}
