import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PartName } from '../../../dev/pipeline/parts.ts'
import type { Bench, Variant } from '../../bench/bench.ts'
import { openEndToEnd } from '../../bench/end-to-end.ts'
import { staged } from '../../bench/staged.ts'
import type { Workbench } from '../../bench/workbench.ts'
import { brokerProcess, type Name, names, sizeOf } from '../broker-process.ts'

const RATE = 500
const SECONDS = 8
const FROZEN_MS = 5_000

const consumers: Readonly<Record<Name, PartName>> = { kafka: 'kafka-consumer', rabbitmq: 'rabbit-consumer' }

/** What a consumer that stops does to those before it. */
export const slowConsumer: Bench = {
  name: 'slow-consumer',
  about: `${RATE} readings a second for ${SECONDS} s over one broker, whose consumer is frozen for ${FROZEN_MS / 1_000} s of them. \`settle\`: milliseconds from the last request until all are stored; \`memory\` and \`disk\`: by how much the broker has grown by then, which for Kafka includes what it keeps after delivery.`,
  figure: 'settle_ms',

  open: (at: Workbench) =>
    staged(async (owned) => {
      const stack = owned.use(await at.stack())
      const variants: Variant[] = []
      for (const name of names) {
        const pipeline = owned.use(await at.pipeline(stack, undefined, { ingest: { ROUTE: name } }))
        const path = owned.use(await openEndToEnd(at, stack, pipeline))
        const broker = brokerProcess(stack, name)
        const data = join(stack.dir, name)
        const freeze = async () => {
          await sleep(1_000)
          pipeline.process(consumers[name]).pause()
          await sleep(FROZEN_MS)
          pipeline.process(consumers[name]).resume()
        }
        variants.push({
          name,
          async run() {
            const before = { memory: broker.memoryMib(), disk: sizeOf(data) }
            const { settle_ms, p99_ms, readings } = await path.steady(RATE, SECONDS, freeze)
            return {
              settle_ms,
              p99_ms,
              memory_mib: broker.memoryMib() - before.memory,
              disk_b: (sizeOf(data) - before.disk) / readings,
            }
          },
        })
      }
      return variants as [Variant, ...Variant[]]
    }),
}
