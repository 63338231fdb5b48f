/** What became of what was asked. */
export type Reads = { asked: number; failed: number }

/** Some who look at the picture while stations speak. */
export type Reader = AsyncDisposable & { readonly reads: Reads }

const paths = ['/v1/summary', '/v1/stations?limit=20']
const EVERY_MS = 200
const PATIENCE_MS = 10_000

/** Asks query for what a page shows, again and again until it is disposed of. */
export function createReader(query: string, everyMs = EVERY_MS): Reader {
  const reads: Reads = { asked: 0, failed: 0 }
  const underWay = new Set<Promise<void>>()

  async function read(path: string): Promise<void> {
    reads.asked += 1
    try {
      const answer = await fetch(`${query}${path}`, { signal: AbortSignal.timeout(PATIENCE_MS) })
      await answer.arrayBuffer()
      if (!answer.ok) reads.failed += 1
    } catch {
      reads.failed += 1
    }
  }

  const timer = setInterval(() => {
    for (const path of paths) {
      const done = read(path).finally(() => underWay.delete(done))
      underWay.add(done)
    }
  }, everyMs)
  return {
    reads,
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await Promise.all(underWay)
    },
  }
}
