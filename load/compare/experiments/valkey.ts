import { Redis } from 'iovalkey'
import { createValkeyStore } from '../../../functions/consumers/valkey-store.ts'
import type { Bench, Sample, Variant } from '../../bench/bench.ts'
import { inFlight } from '../../bench/in-flight.ts'
import { quantile } from '../../bench/open-loop.ts'
import { readings } from '../../bench/samples.ts'
import { staged } from '../../bench/staged.ts'
import type { Workbench } from '../../bench/workbench.ts'
import { type Replica, startReplica } from '../replica.ts'

const SECONDS = 4
const SIZE = 64
const CALLS = 2

type Kind = { name: string; replicas: number; sync: 'always' | 'everysec'; wait: number }

/** How many replicas, when Valkey's file reaches the disk, and for how many replicas a call waits. */
const kinds: readonly [Kind, ...Kind[]] = [
  { name: 'alone, synced always', replicas: 0, sync: 'always', wait: 0 },
  { name: 'alone, synced each second', replicas: 0, sync: 'everysec', wait: 0 },
  { name: 'one replica, synced always', replicas: 1, sync: 'always', wait: 0 },
  { name: 'two replicas, synced always', replicas: 2, sync: 'always', wait: 0 },
  { name: 'two replicas, WAIT 1, synced always', replicas: 2, sync: 'always', wait: 1 },
  { name: 'two replicas, WAIT 2, synced each second', replicas: 2, sync: 'everysec', wait: 2 },
]

/** What durability of the picture costs. */
export const valkeyDurability: Bench = {
  name: 'valkey',
  about: `Store calls of ${SIZE} readings, ${CALLS} at a time: Valkey alone and with replicas, synced to disk after every call or each second, and waiting for replicas after each call. \`p99\` is of a call. Primary and replicas share the machine.`,
  figure: 'rate_s',

  open: (at: Workbench) =>
    staged(async (owned) => {
      const stack = owned.use(await at.stack())
      const client = owned.adopt(
        new Redis(`redis://${stack.valkey.addr}`),
        async (open) => void (await open.quit()),
      )
      const replicas: Replica[] = []
      owned.defer(async () => {
        for (const replica of replicas) await replica[Symbol.asyncDispose]()
      })

      async function prepare({ replicas: wanted, sync }: Kind): Promise<void> {
        while (replicas.length > wanted) await replicas.pop()?.[Symbol.asyncDispose]()
        await client.flushall()
        await client.config('SET', 'appendfsync', sync)
        while (replicas.length < wanted)
          replicas.push(await startReplica(at, stack.valkey.addr, replicas.length))
      }
      const variants = kinds.map(
        (kind): Variant => ({
          name: kind.name,
          async run() {
            await prepare(kind)
            return measure(client, kind)
          },
        }),
      )
      return variants as [Variant, ...Variant[]]
    }),
}

async function measure(client: Redis, { wait }: Kind): Promise<Sample> {
  const store = createValkeyStore(client, 'weather', { retention: 3_600_000, listLimit: 1_000 })
  const delays: number[] = []
  let from = 0
  const { done, seconds } = await inFlight(CALLS, SECONDS, async () => {
    from += SIZE
    const some = readings(SIZE, Date.now(), from)
    const began = performance.now()
    await store.record({ broker: 'kafka', readings: some, refusals: [] })
    if (wait > 0 && (await client.wait(wait, 1_000)) < wait) throw new Error('a replica did not follow')
    delays.push(performance.now() - began)
  })
  return { rate_s: (done * SIZE) / seconds, p99_ms: quantile(delays, 0.99) }
}
