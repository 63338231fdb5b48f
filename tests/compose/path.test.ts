import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, expect, test, vi } from 'vitest'
import { enqueue, produce } from '../e2e/brokers-client.ts'
import { get, post } from '../e2e/requests.ts'
import { address, brokers, compose, inspect } from './containers.ts'
import { upWhole } from './stack.ts'

const both = ['kafka', 'rabbitmq']
const soon = { timeout: 120_000, interval: 500 }
let station = ''
let before = { kafka: 0, rabbitmq: 0 }

beforeEach(async () => {
  station = `compose-${Date.now().toString(36)}`
  await untilBothConfirm()
  before = await delivered()
})

test('a reading goes through both brokers and their sources into the picture', async () => {
  expect(await send()).toEqual(both)
  await expect.poll(shown, soon).toMatchObject({ station, temperature: 21.5 })
  await expect.poll(delivered, soon).toEqual({ kafka: before.kafka + 1, rabbitmq: before.rabbitmq + 1 })
})

test.each([
  ['kafka', 'rabbitmq'],
  ['rabbitmq', 'kafka'],
] as const)('while %s is stopped readings go by %s, and when it is back by both', async (away, other) => {
  await compose.run('stop', away)
  try {
    expect(inspect(away).State).toMatchObject({ Status: 'exited', OOMKilled: false })
    expect(inspect(away).State.ExitCode, 'not killed').not.toBe(137)
    expect(await send()).toEqual([other])
    await expect.poll(shown, soon).toMatchObject({ station })
  } finally {
    await upWhole()
  }
  await untilBothConfirm()
  await expect.poll(async () => (await delivered())[away], soon).toBeGreaterThan(before[away])
})

test('readings that come while Valkey is stopped are in the picture when it is back', async () => {
  await compose.run('stop', 'valkey')
  try {
    expect(await send()).toEqual(both)
  } finally {
    await upWhole()
  }
  await expect.poll(shown, soon).toMatchObject({ station })
  await expect.poll(delivered, soon).toEqual({ kafka: before.kafka + 1, rabbitmq: before.rabbitmq + 1 })
})

test('P4: poison in topic and queue becomes a dead letter, which the second pair of sources brings', async () => {
  await produce(brokers, [{ value: station }])
  await enqueue(brokers, [{ body: station }])
  const letters = async () => {
    const { body } = await get(`${address.deadLetters}/v1/dead-letters`)
    return (body as { deadLetters: { broker: string }[] }).deadLetters.map(({ broker }) => broker).sort()
  }
  await expect.poll(letters, soon).toEqual(both)
})

async function send(): Promise<string[]> {
  const { status, body } = await post(`${address.ingest}/v1/readings`, { station, temperature: 21.5 })
  expect(status).toBe(202)
  return (body as { readings: { confirmedBy: string[] }[] }).readings[0]?.confirmedBy ?? []
}

/** A writer finds its broker again within seconds. */
function untilBothConfirm(): Promise<void> {
  return vi.waitFor(async () => expect(await send()).toEqual(both), soon)
}

async function shown(): Promise<unknown> {
  return (await get(`${address.query}/v1/stations/${station}`)).body
}

/** How many readings each broker has delivered, once nothing is on its way. */
async function delivered(): Promise<{ kafka: number; rabbitmq: number }> {
  const ask = async () =>
    (await get(`${address.query}/v1/summary`)).body.delivered as { kafka: number; rabbitmq: number }
  for (let last = await ask(); ; ) {
    await sleep(1_000)
    const now = await ask()
    if (now.kafka === last.kafka && now.rabbitmq === last.rabbitmq) return now
    last = now
  }
}
