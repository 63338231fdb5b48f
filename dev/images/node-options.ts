/**
 * How a function's Node runs, in its image and on one machine. kafkajs sets timers to times that are past, and Node would
 * warn of each. A young space that is large from the beginning spares a start some rounds of garbage collection, and one
 * that never grows beyond leaves the rest of a small container to others. But it must have room to grow: while it has, V8
 * judges by nothing what lives long. Of a space that is full-grown when the first hundred requests come, and wait for
 * what is behind to wake, V8 would learn that requests are better put into old space, for as long as the process lives:
 * that costs ingest a tenth of its rate.
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
