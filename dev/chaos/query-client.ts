import { setTimeout as sleep } from 'node:timers/promises'
import type { Picture, SeenCounters, SeenMunicipality } from './picture.ts'

type Series = { points: ({ at: string; readings: number } & Record<string, number | string>)[] }

/** How long it is asked again what says that it is busy: Valkey may have minutes of work before it. */
const PATIENCE_MS = 120_000

async function answerTo(url: string): Promise<Response> {
  const end = performance.now() + PATIENCE_MS
  for (;;) {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) })
    if (response.status !== 503 || performance.now() > end) return response
    await response.body?.cancel()
    await sleep(1_000 * Number(response.headers.get('retry-after') ?? 1))
  }
}

/** The picture that `query` shows at this address. */
export function queryPicture(query: string): Picture {
  async function ask<T>(path: string): Promise<T | undefined> {
    const response = await answerTo(`${query}${path}`)
    if (response.status === 404) return undefined
    if (!response.ok) throw new Error(`${path} answers ${response.status}`)
    return (await response.json()) as T
  }

  async function must<T>(path: string): Promise<T> {
    const found = await ask<T>(path)
    if (found === undefined) throw new Error(`${path} answers 404`)
    return found
  }

  return {
    async series(station, from, to) {
      const span = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}&step=10`
      const found = await ask<Series>(`/v1/stations/${station}/series?${span}`)
      return (found?.points ?? []).map(({ at, readings, ...means }) => {
        return { at: Date.parse(at), readings, means: means as Record<string, number> }
      })
    },
    municipality: (slug) => ask<SeenMunicipality>(`/v1/municipalities/${slug}`),
    counters: () => must<SeenCounters>('/v1/summary'),
    async conditions() {
      const { conditions } = await must<{ conditions: { condition: string; readings: number }[] }>(
        '/v1/conditions',
      )
      return Object.fromEntries(conditions.map(({ condition, readings }) => [condition, readings]))
    },
    async refused() {
      const { refused } = await must<{ refused: { reading: unknown }[] }>('/v1/refused?limit=1000')
      return refused.map(({ reading }) => JSON.stringify(reading))
    },
  }
}
