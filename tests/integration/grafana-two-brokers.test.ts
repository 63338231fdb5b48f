import { afterAll, beforeAll, expect, test } from 'vitest'
import { brokers } from '#lib/domain/event.ts'
import { panelsOf } from '../../grafana/src/dashboard.ts'
import { systemMonitor } from '../../grafana/src/system-monitor.ts'
import { weather } from '../../grafana/src/weather.ts'
import { rawRunner } from '../../grafana/testing/raw-runner.ts'
import { framesFor, rowsOf } from '../../grafana/testing/show.ts'
import { deliver, tellTime } from '../filling/consumers.ts'
import { weatherUntil } from '../filling/weather.ts'
import { consumersAt, range } from './grafana-store.ts'
import { openDatabase } from './grafana-valkey.ts'

const once = await openDatabase('once')
const twice = await openDatabase('twice')
const readings = weatherUntil(range.to, { stations: 8, municipalities: ['mixco', 'flores'], minutes: 15 })
const refused = { ...readings[0], humidity: 900 }

beforeAll(async () => {
  await deliver(consumersAt(once), 'kafka', [...readings, refused])
  const each = brokers.map(async (broker) => {
    const consumers = consumersAt(twice)
    for (const _ of ['first', 'again']) await deliver(consumers, broker, [refused, ...readings])
  })
  await Promise.all(each) // both brokers at the same time, as it is
  // What came late is in the series when the next step is over.
  for (const client of [once, twice]) await tellTime(consumersAt(client, range.to + 15_000), 'kafka')
})
afterAll(() => Promise.all([once.quit(), twice.quit()]))

const variables = { municipality: 'mixco', station: 'mixco-1', stations: 'flores-2', label: 'Hello' }

/** What counts deliveries by its meaning, and what Valkey says of itself. */
const others = new Set(['Duplicates', 'Late', 'Brokers'])
const ofServer = new Set(['info', 'clientList', 'slowlogGet', 'tmscan'])

const panels = [weather, systemMonitor].flatMap((dashboard) =>
  panelsOf(dashboard)
    .filter(({ title, targets: [target] = [] }) => target && !others.has(title) && !isOfServer(target))
    .map((panel) => ({
      name: `${dashboard.title}: ${panel.title} (${panel.targets?.[0]?.keyName})`,
      panel,
    })),
)

function isOfServer({ command = '' }: { command?: string }): boolean {
  return ofServer.has(command)
}

test.each(panels)('over two brokers, and twice, each reading is shown once: $name', async ({ panel }) => {
  const rows = async (client: typeof once) => {
    const found = rowsOf(await framesFor(rawRunner(client), panel, range, variables))
    // When a consumer refused something is not of the reading.
    return panel.title === 'Newest refusals' ? found.map(({ Time: _, ...row }) => row) : found
  }
  const shown = await rows(once)
  if (panel.title !== 'Newest dead letters') expect(shown).not.toEqual([])
  expect(await rows(twice)).toEqual(shown)
})

test('the deliveries are those of two brokers, twice', async () => {
  const count = 2 * (readings.length + 1)
  const deliveries = await twice.hgetall('weather:deliveries')
  expect(deliveries).toMatchObject({ kafka: `${count}`, rabbitmq: `${count}`, refused: '1' })
  expect(deliveries.duplicates).toBe(String(3 * readings.length))
})
