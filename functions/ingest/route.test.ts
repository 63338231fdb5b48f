import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Broker, brokers } from '#lib/domain/event.ts'
import type { Reading } from '#lib/domain/reading.ts'
import { TransientError } from '#lib/platform/errors.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import type { Lane } from './lane.ts'
import { createRoute, routes } from './route.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

test('both: each reading goes both ways', async () => {
  const { deliver, written } = createBench('both')
  const [reading] = readings(1)
  expect(await deliver([reading])).toEqual([{ reading, confirmedBy: ['kafka', 'rabbitmq'] }])
  expect(written).toEqual({ kafka: [[reading]], rabbitmq: [[reading]] })
})

test.each(brokers)('%s: readings go only that way', async (broker) => {
  const { deliver, written } = createBench(broker)
  const [reading] = readings(1)
  expect(await deliver([reading])).toEqual([{ reading, confirmedBy: [broker] }])
  const other = broker === 'kafka' ? 'rabbitmq' : 'kafka'
  expect(written[other]).toEqual([])
})

test('split: requests take turns', async () => {
  const { deliver } = createBench('split')
  const ways: unknown[] = []
  for (let request = 0; request < 6; request++) ways.push((await deliver(readings(1)))[0]?.confirmedBy)
  expect(ways.flat().sort()).toEqual([...Array(3).fill('kafka'), ...Array(3).fill('rabbitmq')])
})

test.each(brokers)('split: while %s is away all go the other way', async (broker) => {
  const { deliver } = createBench('split', { [broker]: 'is away' })
  const other = broker === 'kafka' ? 'rabbitmq' : 'kafka'
  for (let request = 0; request < 4; request++) {
    expect(await deliver(readings(1))).toMatchObject([{ confirmedBy: [other] }])
  }
})

test('both: with one away the answer names the other', async () => {
  const { deliver } = createBench('both', { kafka: 'is away' })
  expect(await deliver(readings(2))).toMatchObject([
    { confirmedBy: ['rabbitmq'] },
    { confirmedBy: ['rabbitmq'] },
  ])
})

test.each([
  ['both', 'kafka is away; rabbitmq is away'],
  ['split', 'kafka is away; rabbitmq is away'],
  ['kafka', 'kafka is away'],
  ['rabbitmq', 'rabbitmq is away'],
] as const)('fault 1: %s with all away is an error that names them', async (route, message) => {
  const { deliver } = createBench(route, { kafka: 'is away', rabbitmq: 'is away' })
  await expect(deliver(readings(1))).rejects.toEqual(new TransientError(message))
})

test.each(routes)(
  '%s: a large request leaves in chunks of at most 256, and its order stays',
  async (route) => {
    const { deliver, written } = createBench(route)
    const all = readings(1_000)
    const confirmed = await deliver(all)
    expect(confirmed.map(({ reading }) => reading)).toEqual(all)
    const sizes = [...written.kafka, ...written.rabbitmq].map(({ length }) => length)
    expect(Math.max(...sizes)).toBe(256)
  },
)

test.each(routes)('%s: when one chunk of several is not confirmed, the request is not', async (route) => {
  const { deliver } = createBench(route, {}, (batch) => batch.length < 256)
  await expect(deliver(readings(300))).rejects.toThrow(TransientError)
})

test.each(routes)('%s: nothing to deliver is delivered', async (route) => {
  expect(await createBench(route).deliver([])).toEqual([])
})

/** Lanes that note what they are given; some are away, or refuse some batches. */
function createBench(
  route: Parameters<typeof createRoute>[0],
  away: Partial<Record<Broker, string>> = {},
  refuses: (batch: readonly Reading[]) => boolean = () => false,
) {
  const written: Record<Broker, (readonly Reading[])[]> = { kafka: [], rabbitmq: [] }
  const lane = (broker: Broker): Lane => ({
    broker,
    age: 0,
    waiting: 0,
    async write(batch) {
      if (away[broker] !== undefined || refuses(batch)) throw new TransientError(`${broker} ${away[broker]}`)
      written[broker].push(batch)
    },
  })
  return { deliver: createRoute(route, { kafka: lane('kafka'), rabbitmq: lane('rabbitmq') }, 500), written }
}

function readings(count: number): [Reading, ...Reading[]] {
  return [sampleReading(), ...Array.from({ length: count - 1 }, () => sampleReading())]
}
