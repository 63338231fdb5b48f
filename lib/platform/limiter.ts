/** How many keys are remembered at most: about 1 MB. */
const CAPACITY = 10_000

/** How many of the oldest are looked at for one that can be forgotten without loss. */
const LOOKED_AT = 16

/** What each of many keys (addresses, stations) may do. */
export type Limiter = {
  /** Milliseconds until the key may go on; 0: now. */
  wait(key: string, perMinute: number): number
  /** Notes that the key has done something, as often as `cost` says. */
  charge(key: string, perMinute: number, cost: number): void
  /** How many keys are remembered. */
  readonly size: number
}

/**
 * Counts in memory, so each replica by itself: an address that is spread over n replicas may do n times as much, and
 * nothing has to be asked at every request. The generic cell rate algorithm (ITU-T I.371): one number a key and no
 * timers. Each key may do the allowance of a minute at once, and then as much as flows back. Something that costs more
 * than is left is let through when anything is left, and paid off afterwards: else a large batch could never pass.
 * Memory is bounded: beyond `capacity` keys, the one that was charged longest ago is forgotten.
 * @param now milliseconds of a clock that never goes back
 */
export function createLimiter(capacity = CAPACITY, now: () => number = () => performance.now()): Limiter {
  /** Key to when all that it has done is paid off; in the order of the last charge. */
  const paidOff = new Map<string, number>()

  function makeRoom(at: number): void {
    let looked = 0
    for (const [key, time] of paidOff) {
      if (time <= at) paidOff.delete(key)
      looked += 1
      if (looked === LOOKED_AT) break
    }
    const [oldest] = paidOff.keys()
    if (paidOff.size >= capacity && oldest !== undefined) paidOff.delete(oldest)
  }

  return {
    wait(key, perMinute) {
      const each = 60_000 / perMinute
      const owed = (paidOff.get(key) ?? 0) - now()
      return Math.max(0, owed - (perMinute - 1) * each)
    },
    charge(key, perMinute, cost) {
      const at = now()
      const time = Math.max(paidOff.get(key) ?? at, at) + (cost * 60_000) / perMinute
      paidOff.delete(key)
      if (paidOff.size >= capacity) makeRoom(at)
      paidOff.set(key, time)
    },
    get size() {
      return paidOff.size
    },
  }
}
