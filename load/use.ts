import { partNames } from '../dev/pipeline/parts.ts'
import type { Pipeline } from '../dev/pipeline/pipeline.ts'
import type { Stack } from '../dev/stack/broker.ts'
import { cpuOf, residentOf } from '../dev/usage.ts'
import { brokerPid } from './bench/broker-pid.ts'

/** µs of the processors by process. */
export type Use = Readonly<Record<string, number>>

/** What is seen of the processes of a pipeline. */
export type Watch = {
  /** What each has used of the processors since the beginning. */
  cpu(): Use
  /** Notes what memory each function has now. */
  noteMemory(): void
  /** MiB of each function at the first note, at the last, and at most. */
  memory(): Readonly<Record<string, { first: number; last: number; most: number }>>
}

/** Begins to watch. */
export function watchUse(stack: Stack, pipeline: Pipeline): Watch {
  const brokers = (['kafka', 'rabbitmq', 'valkey'] as const).map(
    (name) => [name, brokerPid(stack[name])] as const,
  )
  const parts = partNames.map((name) => [name, pipeline.process(name).pid] as const)
  const all = [...parts, ...brokers, ['the load itself', process.pid] as const]
  const before = new Map(all.map(([name, pid]) => [name, cpuOf([pid])]))
  const notes = new Map(parts.map(([name]) => [name, [] as number[]]))
  return {
    cpu: () => Object.fromEntries(all.map(([name, pid]) => [name, cpuOf([pid]) - (before.get(name) ?? 0)])),
    noteMemory() {
      for (const [name, pid] of parts) notes.get(name)?.push(Math.round(residentOf(pid) / 1_024))
    },
    memory: () =>
      Object.fromEntries(
        [...notes].map(([name, all]) => [
          name,
          { first: all[0] ?? 0, last: all.at(-1) ?? 0, most: Math.max(...all, 0) },
        ]),
      ),
  }
}
