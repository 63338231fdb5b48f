/** Numbers from 0 to 1 that look random and are the same for the same seed (xorshift, G. Marsaglia, 2003). */
export function createRandom(seed: number): () => number {
  let state = seed | 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
