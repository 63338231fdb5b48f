import { TransientError } from './errors.ts'

/** How much is let in at a time: pieces of work, and bytes of their bodies. */
export type GateLimits = { work: number; bytes: number }

/** Lets in a bounded amount of work. */
export type Gate = {
  /**
   * Does the work if there is room for it, which costs no time; `bytes` is what its body holds at most.
   * @throws TransientError when there is none
   */
  through<T>(bytes: number, work: () => Promise<T>): Promise<T>
}

/** What is more than the limits is refused at once: what waits inside would only make all the rest late. */
export function createGate(limits: GateLimits): Gate {
  let work = 0
  let held = 0
  return {
    async through(bytes, run) {
      if (work >= limits.work || held + bytes > limits.bytes) throw new TransientError('busy')
      work += 1
      held += bytes
      try {
        return await run()
      } finally {
        work -= 1
        held -= bytes
      }
    },
  }
}

/** How many bytes a body holds at most: what the request says, or `limit` where it says nothing, or too much. */
export function bytesOf(contentLength: string | undefined, limit: number): number {
  const said = contentLength === undefined ? limit : Number(contentLength)
  return said <= limit ? said : 0 // more than the limit is refused before it is read
}
