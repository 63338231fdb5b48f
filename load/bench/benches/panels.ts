import { Redis } from 'iovalkey'
import { createValkeyStore } from '../../../functions/consumers/valkey-store.ts'
import { panelsOf } from '../../../grafana/src/dashboard.ts'
import { weather } from '../../../grafana/src/weather.ts'
import { askPlugin } from '../../../grafana/testing/plugin.ts'
import { rawRunner } from '../../../grafana/testing/raw-runner.ts'
import type { Bench, Variant } from '../bench.ts'
import { readings } from '../samples.ts'
import { staged } from '../staged.ts'
import type { Workbench } from '../workbench.ts'

const HOUR = 3_600_000

/** How many readings the window holds; each count has a database of its own. */
const counts = [10_000, 100_000, 1_000_000] as const

/** Over how long they are spread: as much of the window as is sure not to leave it meanwhile. */
const SPAN = 20 * 60_000

/** What a look at the dashboard costs, by what is in the window. */
export const panels: Bench = {
  name: 'panels',
  about:
    'All panels of the weather dashboard once, one after the other, by the number of readings in the window, of a thousand stations in twenty municipalities: what Valkey sends for them, and how long it takes.',
  figure: 'bytes_kb',

  open: (at: Workbench) =>
    staged(async (owned) => {
      const stack = owned.use(await at.stack())
      const variants: Variant[] = []
      for (const [database, count] of counts.entries()) {
        const client = new Redis(`redis://${stack.valkey.addr}/${database}`)
        owned.defer(async () => void (await client.quit()))
        at.tell(`panels: storing ${count} readings`)
        await fill(client, count)
        variants.push({ name: `${count.toLocaleString('en-US')} readings`, run: () => look(client) })
      }
      return variants as [Variant, ...Variant[]]
    }),
}

async function fill(client: Redis, count: number): Promise<void> {
  const store = createValkeyStore(client, 'weather', { retention: HOUR, listLimit: 1_000 })
  const start = Date.now() - SPAN
  for (let from = 0; from < count; from += 250) {
    const some = readings(250, start + Math.floor((from * SPAN) / count), from)
    await store.record({ broker: 'kafka', readings: some, refusals: [] })
  }
  await store.tick()
}

/** Reads what every panel reads, as the data source does. */
async function look(client: Redis) {
  const run = rawRunner(client)
  const range = { from: Date.now() - HOUR, to: Date.now() }
  const targets = panelsOf(weather).flatMap(({ targets: some = [] }) => some)
  const values: Record<string, string> = { municipality: 'town-1', station: 'station-1' }
  const sent = await sentBy(client)
  const began = performance.now()
  for (const target of targets) {
    const named = JSON.stringify(target).replace(/\$(\w+)/g, (_, name: string) => values[name] ?? '')
    await askPlugin(run, JSON.parse(named) as typeof target, range)
  }
  const ms = performance.now() - began
  return { bytes_kb: ((await sentBy(client)) - sent) / 1_000, all_ms: ms, panels: targets.length }
}

async function sentBy(client: Redis): Promise<number> {
  return Number(/total_net_output_bytes:(\d+)/.exec(await client.info('stats'))?.[1])
}
