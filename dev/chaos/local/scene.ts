import { type PartName, partNames } from '../../pipeline/parts.ts'
import type { Pipeline } from '../../pipeline/pipeline.ts'
import type { Exit } from '../../process.ts'
import type { Broker, Stack } from '../../stack/broker.ts'
import type { Exposure, FaultKind, Scene } from '../fault.ts'
import type { DiskOwner, Disks } from './disks.ts'
import { type Links, linkFaults } from './links.ts'
import { poison } from './poison.ts'

const processFaults = ['kill', 'stop', 'pause'] as const

/** What is broken together. */
const pairs = [
  ['kafka', 'rabbitmq'],
  ['kafka-writer', 'rabbit-writer'],
  ['kafka-source', 'rabbit-source'],
  ['kafka-consumer', 'rabbit-consumer'],
] as const

/** The pipeline on this machine. */
export type LocalParts = { stack: Stack; pipeline: Pipeline; links: Links; disks: Disks }

/** `poisons`: the events that it has put into the brokers, and that must end as dead letters: each as `broker id`. */
export type LocalScene = Scene & { readonly poisons: readonly string[] }

/** Breaks and mends its processes, connections and disks. A function that does not end with 0 on SIGTERM is told of. */
export function localScene(
  { stack, pipeline, links, disks }: LocalParts,
  violate: (what: string) => void,
): LocalScene {
  const brokers = new Map<string, Broker>(
    [stack.kafka, stack.rabbitmq, stack.valkey].map((one) => [one.name, one]),
  )
  const poisons: string[] = []
  const alone = [...partNames, ...brokers.keys()].map((name) => [name])
  const exposed: Exposure[] = [
    ...[...alone, ...pairs].map((targets) => ({ targets, kinds: processFaults })),
    ...links.names.map((name) => ({ targets: [name], kinds: linkFaults })),
    ...disks.names.map((name) => ({ targets: [name], kinds: ['fill' as const] })),
    ...(['kafka', 'rabbitmq'] as const).map((name) => ({ targets: [name], kinds: ['poison' as const] })),
  ]

  function checkExits(name: string, exits: readonly Exit[]): void {
    if (name.endsWith('-source')) return // no function: it plays Knative's
    for (const { code, signal } of exits) {
      if (code !== 0) violate(`${name} ended with ${signal ?? code} on SIGTERM`)
    }
  }

  async function poisoned(name: 'kafka' | 'rabbitmq'): Promise<void> {
    poisons.push(`${name} ${await poison(stack, name)}`)
  }

  async function breakPart(kind: FaultKind, name: PartName): Promise<void> {
    if (kind === 'kill') await pipeline.kill(name)
    else if (kind === 'stop') checkExits(name, await pipeline.stop(name))
    else pipeline.process(name).pause()
  }

  async function breakBroker(kind: FaultKind, broker: Broker): Promise<void> {
    if (kind === 'kill') await broker.kill()
    else if (kind === 'stop') await broker.stop()
    else if (kind === 'pause') broker.pause()
    else if (kind === 'fill') await disks.fill(broker.name as DiskOwner)
    else await poisoned(broker.name as 'kafka' | 'rabbitmq')
  }

  return {
    exposed,
    poisons,
    async begin(kind, target) {
      const broker = brokers.get(target)
      if (broker !== undefined) await breakBroker(kind, broker)
      else if (links.names.includes(target)) await links.begin(kind, target)
      else await breakPart(kind, target as PartName)
    },
    async end(kind, target) {
      const broker = brokers.get(target)
      if (links.names.includes(target)) await links.end(kind, target)
      else if (kind === 'pause') (broker ?? pipeline.process(target as PartName)).resume()
      else if (broker === undefined) await pipeline.start(target as PartName)
      else {
        if (kind === 'fill') await disks.empty(broker.name as DiskOwner)
        await broker.start() // also one that has ended because its disk was full
      }
    },
  }
}
