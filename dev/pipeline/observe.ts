/** The numbers of GET /v1/summary. */
export type Summary = { stations: number; stored: number; duplicates: number; late: number; refused: number }

/** Asks the function of the dead letters how many are kept. */
export async function countDeadLetters(deadLetters: string): Promise<number> {
  const { counts } = await readJson<{ counts: { held: number } }>(`${deadLetters}/v1/dead-letters?limit=1`)
  return counts.held
}

/** What ingest says of itself. */
export type Health = {
  accepted: number
  confirmed: { kafka: number; rabbitmq: number }
  writers: Record<string, string>
}

/** A station's newest reading, as far as it is shown. */
export type Newest = { station: string; observedAt: string; temperature?: number; condition?: string }

/** Asks query for its summary. */
export function readSummary(query: string): Promise<Summary> {
  return readJson(`${query}/v1/summary`)
}

/** Asks ingest for its health. */
export function readHealth(ingest: string): Promise<Health> {
  return readJson(`${ingest}/health`)
}

/** The newest reading of all stations; undefined while there is none. */
export async function readNewest(query: string): Promise<Newest | undefined> {
  const { stations } = await readJson<{ stations: Newest[] }>(`${query}/v1/stations?limit=1000`)
  return stations.sort((a, b) => b.observedAt.localeCompare(a.observedAt))[0]
}

async function readJson<T>(url: string): Promise<T> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) })
  if (!response.ok) throw new Error(`${url} answers ${response.status}`)
  return (await response.json()) as T
}
