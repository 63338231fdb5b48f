/**
 * kafkajs sets timers to times that are past, and Node would warn of each. A young space of full size from the beginning
 * spares a start some rounds of garbage collection, and one that never grows leaves the rest of a small container to
 * others. Old objects are let alone until there are 64 MiB of them: V8 itself would look at them ten times as often
 * where it may have little, which costs ingest an eighth of its rate.
 */
const always = [
  '--disable-warning=TimeoutNegativeWarning',
  '--min-semi-space-size=16',
  '--max-semi-space-size=16',
  '--initial-old-space-size=64',
]

/**
 * How a function's Node runs in its image. Half of what the container may have is for old objects: V8 by itself would
 * take more than 200 MiB of 256 for them, and the container would be killed with hardly more than garbage in it.
 */
export const nodeOptions: readonly string[] = [...always, '--max-old-space-size-percentage=50']

/** The same outside of containers, with the heap that it has in one of so many MiB. */
export function nodeOptionsWithin(mib: number): string[] {
  return [...always, `--max-old-space-size=${mib / 2}`]
}
