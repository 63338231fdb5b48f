import { createWriterClient } from '#lib/client/writer-client.ts'
import type { Bench, Variant } from '../../bench/bench.ts'
import { inFlight } from '../../bench/in-flight.ts'
import { readings } from '../../bench/samples.ts'
import { staged } from '../../bench/staged.ts'
import type { Workbench } from '../../bench/workbench.ts'

const SECONDS = 3
const SIZE = 64
const CALLS = 8

/** The assignment's question: is a second writer worth it? */
export const writerCount: Bench = {
  name: 'writers',
  about: `Calls of ${SIZE} readings, ${CALLS} at a time, to one process of a writer and to two in turn.`,
  figure: 'rate_s',

  open: (at: Workbench) =>
    staged(async (owned) => {
      const stack = owned.use(await at.stack())
      const batch = readings(SIZE, Date.now())
      const variants: Variant[] = []
      for (const part of ['kafka-writer', 'rabbit-writer'] as const) {
        const pipelines = [await at.pipeline(stack, [part]), await at.pipeline(stack, [part])]
        for (const pipeline of pipelines) owned.use(pipeline)
        const clients = pipelines.map((pipeline) => owned.use(createWriterClient(pipeline.address(part))))
        for (const client of clients) await client.write(batch)
        for (const count of [1, 2]) {
          const used = clients.slice(0, count)
          let turn = 0
          variants.push({
            name: `${part}, ${count} ${count === 1 ? 'process' : 'processes'}`,
            async run() {
              const { done, seconds } = await inFlight(CALLS, SECONDS, async () => {
                turn += 1
                await used[turn % count]?.write(batch)
              })
              return { rate_s: (done * SIZE) / seconds }
            },
          })
        }
      }
      return variants as [Variant, ...Variant[]]
    }),
}
