import { partNames } from '../../dev/pipeline/parts.ts'
import type { Pipeline } from '../../dev/pipeline/pipeline.ts'
import type { Stack } from '../../dev/stack/broker.ts'
import { portUser } from '../../dev/stack/port-user.ts'
import { cpuOf } from '../../dev/usage.ts'

/** µs of the processors by process. */
export type Use = Readonly<Record<string, number>>

/** Begins to watch. @returns what tells how much each process has used since */
export function watchUse(stack: Stack, pipeline: Pipeline): () => Use {
  const brokers = (['kafka', 'rabbitmq', 'valkey'] as const).map(
    (name) => [name, portUser(Number(stack[name].addr.split(':')[1]))?.pid ?? 0] as const,
  )
  const parts = partNames.map((name) => [name, pipeline.process(name).pid] as const)
  const all = [...parts, ...brokers, ['the load itself', process.pid] as const]
  const before = new Map(all.map(([name, pid]) => [name, cpuOf([pid])]))
  return () => Object.fromEntries(all.map(([name, pid]) => [name, cpuOf([pid]) - (before.get(name) ?? 0)]))
}
