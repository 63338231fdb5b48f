/** Numbers that look random and are the same for the same seed. */
export type Random = {
  /** From 0 up to 1, 1 excluded. */
  next(): number
  /** A whole number from `least` to `most`, both included. */
  integer(least: number, most: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly [T, ...T[]]): T
  /** The items in another order. */
  shuffled<T>(items: readonly T[]): T[]
}

/** The generator mulberry32 by Tommy Ettinger (public domain): small, and good enough for choosing faults. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  const integer = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))

  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: <T>(items: readonly [T, ...T[]]) => items[integer(0, items.length - 1)] as T,
    shuffled<T>(items: readonly T[]): T[] {
      const result = [...items]
      for (let at = result.length - 1; at > 0; at -= 1) {
        const other = integer(0, at)
        const [one, two] = [result[at] as T, result[other] as T]
        result[at] = two
        result[other] = one
      }
      return result
    },
  }
}
