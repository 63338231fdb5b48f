import { Redis } from 'iovalkey'
import type { Reading } from '#lib/domain/reading.ts'
import { cpuOf } from '../../../dev/usage.ts'
import { createValkeyStore } from '../../../functions/consumers/valkey-store.ts'
import type { Bench, Variant } from '../bench.ts'
import { brokerPid } from '../broker-pid.ts'
import { readings } from '../samples.ts'
import { staged } from '../staged.ts'
import type { Workbench } from '../workbench.ts'

/** How many readings a run stores, and how many a call carries. */
const COUNT = 20_000
const batches = [1, 16, 64, 256] as const

/** Calls under way at a time: as many as a consumer has. */
const CALLS = 2

const HOUR = 3_600_000
const MINUTE = 60_000

/** What the store alone can do. */
export const store: Bench = {
  name: 'store',
  about: `Calls of the Valkey function from one client, ${CALLS} at a time, by the number of readings in a call; Valkey syncs its file after every one. \`valkey\` is what Valkey uses of the processors for a reading, \`bytes\` by how much its memory grows, with a thousand stations in the window. In the last row they report once a minute, in calls of 250, to a window of ten minutes that is full: for each reading that comes one leaves, but for its mark, which goes by the real clock. The reference sets one hash a reading, 64 in a pipeline, and computes nothing.`,
  figure: 'rate_s',

  open: (at: Workbench) =>
    staged(async (owned) => {
      const stack = owned.use(await at.stack())
      const client = owned.adopt(
        new Redis(`redis://${stack.valkey.addr}`),
        async (open) => void (await open.quit()),
      )
      const pid = brokerPid(stack.valkey)
      const takes = createValkeyStore(client, 'weather', { retention: HOUR, listLimit: 1_000 })
      const variants: [Variant, ...Variant[]] = [
        {
          name: 'HSET, 64 in a pipeline',
          run: () => measure(client, pid, 64, (some) => setHashes(client, some)),
        },
        ...batches.map((size) => ({
          name: `a call of ${size}`,
          run: () =>
            measure(client, pid, size, (some) =>
              takes.record({ broker: 'kafka', readings: some, refusals: [] }),
            ),
        })),
        { name: 'a full window', run: () => measureFull(client, pid) },
      ]
      return variants
    }),
}

async function measure(
  client: Redis,
  pid: number,
  size: number,
  take: (some: Reading[]) => Promise<unknown>,
) {
  const now = Date.now()
  await client.flushall()
  // The stations are known before, so that their own keys are not counted for the readings.
  for (const some of cut(readings(2_000, now - 30_000), 250)) await take(some)
  const made = cut(readings(COUNT, now - 15_000), size)
  return figures(client, pid, async () => {
    const waiting = made.values()
    await Promise.all(
      Array.from({ length: CALLS }, async () => {
        for (const some of waiting) await take(some)
      }),
    )
  })
}

/** A thousand stations once a minute, by a clock that is moved on: first until the window is full, then to measure. */
async function measureFull(client: Redis, pid: number) {
  await client.flushall()
  let clock = Math.floor(Date.now() / MINUTE) * MINUTE
  const window = { retention: 10 * MINUTE, listLimit: 1_000 }
  const full = createValkeyStore(client, 'weather', window, () => clock)
  const pass = async (minutes: number) => {
    for (let quarter = 0; quarter < 4 * minutes; quarter += 1) {
      clock += MINUTE / 4
      const some = readings(250, clock - 100, 250 * quarter)
      await full.record({ broker: 'kafka', readings: some, refusals: [] })
      if (quarter % 4 === 0) await full.tick()
    }
  }
  await pass(13)
  return figures(client, pid, () => pass(COUNT / 1_000))
}

async function figures(client: Redis, pid: number, work: () => Promise<void>) {
  const [memory, cpu, began] = [await memoryOf(client), cpuOf([pid]), performance.now()]
  await work()
  const seconds = (performance.now() - began) / 1_000
  return {
    rate_s: COUNT / seconds,
    valkey_us: (cpuOf([pid]) - cpu) / COUNT,
    bytes: ((await memoryOf(client)) - memory) / COUNT,
  }
}

async function setHashes(client: Redis, some: readonly Reading[]): Promise<void> {
  const all = client.pipeline()
  for (const { id, ...fields } of some) all.hset(`hash:${id}`, fields)
  await all.exec()
}

function cut<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  )
}

async function memoryOf(client: Redis): Promise<number> {
  return Number(/used_memory_dataset:(\d+)/.exec(await client.info('memory'))?.[1])
}
