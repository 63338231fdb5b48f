/**
 * How a function's Node runs, in its image and on one machine. kafkajs sets timers to times that are past, and Node would
 * warn of each. A young space that is large from the beginning spares a start some rounds of garbage collection, where
 * 8 MiB do as much as 16, and one that never grows beyond leaves the rest of a small container to others. What V8 would
 * make of a space that is full-grown when requests come, lib/platform/heap.ts says.
 */
const nodeOptions: readonly string[] = [
  '--disable-warning=TimeoutNegativeWarning',
  '--min-semi-space-size=8',
  '--max-semi-space-size=16',
]

/**
 * And in a container: half of what it may have is for old objects. V8 by itself would take more than 200 MiB of 256 for
 * them, and the container would be killed with hardly more than garbage in it. Not every option can be here: with those
 * that Node's own code was not compiled for, such as `--initial-old-space-size`, a start compiles it anew.
 */
export const containerOptions: readonly string[] = [...nodeOptions, '--max-old-space-size-percentage=50']

/** The same where there is no container: as much for old objects as one of so many MiB would let it have. */
export function optionsWithin(memoryMib: number): readonly string[] {
  return [...nodeOptions, `--max-old-space-size=${memoryMib / 2}`]
}
