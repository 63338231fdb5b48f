import { afterAll, expect, test } from 'vitest'
import { panelsOf } from '../../grafana/src/dashboard.ts'
import { systemMonitor } from '../../grafana/src/system-monitor.ts'
import { rawRunner } from '../../grafana/testing/raw-runner.ts'
import { framesFor, rowsOf, textsOf } from '../../grafana/testing/show.ts'
import { fillStore, firstStep, range, refused, secondStep } from './grafana-store.ts'
import { openDatabase } from './grafana-valkey.ts'

const client = await openDatabase('system')
const run = rawRunner(client)
await fillStore(client)
afterAll(() => client.quit())

const panels = panelsOf(systemMonitor)

async function framesOf(title: string, runner = run) {
  const panel = panels.find((candidate) => candidate.title === title)
  if (panel === undefined) throw new Error(`there is no panel ${title}`)
  return framesFor(runner, panel, range, {})
}

const columnsOf = async (title: string) =>
  (await framesOf(title)).map(({ fields }) =>
    fields.map(({ name, config, type }) => `${config.displayName ?? name}: ${type}`),
  )

const pipeline: [title: string, rows: Record<string, unknown>[]][] = [
  ['Stored', [{ stored: 5 }]],
  ['Newest reading', [{ observedAt: secondStep + 5_000 }]],
  ['Duplicates', [{ duplicates: 5 }]],
  ['Late', [{ late: 1 }]],
  ['Refused', [{ refused: 1 }]],
  ['Dead letters', [{ 'weather:dead': 1 }]],
  [
    'Readings a second',
    [
      { $time: firstStep, 'Readings a second': 0.3 },
      { $time: secondStep, 'Readings a second': 0.2 },
    ],
  ],
  ['Brokers', [{ Kafka: 7, RabbitMQ: 5 }]],
  [
    'Newest refusals',
    [
      {
        Time: expect.closeTo(Date.now(), -5),
        Broker: 'kafka',
        Reason: expect.stringMatching(/<=100\n.*humidity$/),
        Reading: JSON.stringify(refused),
      },
    ],
  ],
  [
    'Newest dead letters',
    [
      {
        Time: range.to - 10_000,
        Broker: 'kafka',
        Source: '/chaac/kafka-writer',
        Reason: 'out of tries: no answer',
        Attempts: 1001,
        Event: '{"id":"1"}',
      },
    ],
  ],
  ['Failed checks of quality', [{ Range: 0, Consistency: 0, Step: 0, Persistence: 0, Neighbours: 0 }]],
]

test.each(pipeline)('%s shows what went through', async (title, rows) => {
  expect(rowsOf(await framesOf(title))).toEqual(rows)
})

const server: [title: string, columns: string[]][] = [
  ['Memory used', ['Used: number']],
  ['Memory', ['Now: number', 'Peak: number', 'Limit: number']],
  ['Clients', ['Connected: number', 'Blocked: number']],
  ['Commands', ['Now: number', 'Evicted keys: number', 'Refused connections: number']],
  ['Biggest keys', ['Key: string', 'Type: string', 'Memory: number']],
  [
    'Commands by time',
    [
      'Command: string',
      'Calls: number',
      'Time: number',
      'Time a call: number',
      'Failed: number',
      'Rejected: number',
    ],
  ],
  ['Slow log', ['Time: time', 'Duration: number', 'Command: string']],
  [
    'Connections',
    [
      'Name: string',
      'Address: string',
      'User: string',
      'Age: number',
      'Idle: number',
      'Last command: string',
      'Memory: number',
    ],
  ],
]

test.each(server)('%s shows what Valkey says of itself', async (title, columns) => {
  expect(await columnsOf(title)).toEqual([columns])
})

test('every panel has been looked at', () => {
  expect([...pipeline, ...server].map(([title]) => title)).toEqual(panels.map(({ title }) => title))
})

test('the biggest keys come first, and only those of the store', async () => {
  const rows = rowsOf(await framesOf('Biggest keys'))
  const sizes = rows.map(({ Memory }) => Number(Memory))
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
  expect(rows).toHaveLength(Math.min(await client.dbsize(), 20))
})

test('at most 20 commands are shown, those first that took longest', async () => {
  const rows = rowsOf(await framesOf('Commands by time'))
  expect(rows.length).toBeGreaterThan(5)
  expect(rows.length).toBeLessThanOrEqual(20)
  const times = rows.map(({ Time }) => Number(Time))
  expect(times).toEqual([...times].sort((a, b) => b - a))
})

test('memory is shown as part of the limit', async () => {
  const said = async () =>
    '# Memory\r\nused_memory:128000000\r\nused_memory_peak:5\r\nmaxmemory:512000000\r\n'
  expect(textsOf(await framesOf('Memory used', said))).toEqual([{ Used: '25.0%' }])
})

test('a command of the slow log is shown with its duration', async () => {
  const said = async () => [[1, 1_777_636_800, 12_000, ['FCALL', 'record'], '127.0.0.1:1', 'consumer']]
  const [row] = textsOf(await framesOf('Slow log', said))
  expect(row).toMatchObject({ Duration: '12 ms', Command: 'FCALL record' })
})

test('fault 5: the two brokers stand beside each other and are never added', async () => {
  const readers = panels.filter(({ targets }) => targets?.[0]?.keyName === 'weather:deliveries')
  expect(readers.map(({ title }) => title)).toEqual(['Duplicates', 'Late', 'Refused', 'Brokers'])
  const steps = readers.flatMap(({ transformations = [] }) => transformations.map(({ id }) => id))
  expect(new Set(steps)).toEqual(new Set(['filterFieldsByName', 'organize']))
  const perSecond = rowsOf(await framesOf('Readings a second')).map((row) => Number(row['Readings a second']))
  expect(perSecond.reduce((sum, rate) => sum + rate * 10, 0)).toBe(5)
})
