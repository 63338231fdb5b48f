import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { useBench } from './bench.ts'
import { expectCountsAgree, expectStoredOnce, startLoad } from './load.ts'
import { get, post } from './requests.ts'

const bench = useBench()
const readings = () => `${bench.pipeline.ingest}/v1/readings`

afterEach(async () => {
  await Promise.all([bench.stack.kafka.start(), bench.stack.rabbitmq.start()])
  await expectBothConfirm()
})

test.for([
  ['kafka', 'rabbitmq'],
  ['rabbitmq', 'kafka'],
] as const)(
  'while %s is down answers name the other, nothing is lost, and it catches up',
  async ([down, other]) => {
    const load = startLoad(bench.pipeline.ingest)
    await sleep(1_000)
    await bench.stack[down].kill()
    await sleep(500) // what was under way is settled
    const before = load.acknowledged.size
    await sleep(3_000)
    const during = [...load.acknowledged.values()].slice(before)
    expect(new Set(during.flat())).toEqual(new Set([other]))

    await bench.stack[down].start()
    await expectBothConfirm()
    await load.finish()
    await expectStoredOnce(bench.valkey(), load)
    await expectCountsAgree(bench.valkey())
  },
)

test.for(['kafka', 'rabbitmq'] as const)('P1: a frozen %s is not waited for', async (frozen) => {
  bench.stack[frozen].pause()
  try {
    await sleep(6_000) // long enough for a writer to notice
    for (let n = 0; n < 5; n += 1) await post(readings(), { station: 'patient', temperature: n })
    const began = performance.now()
    const answer = await post(readings(), { station: 'patient', temperature: 20 })
    expect(answer.status).toBe(202)
    expect(performance.now() - began, 'far below the time-out of a broker').toBeLessThan(1_500)
    expect(JSON.stringify(answer.body)).not.toContain(`"${frozen}"`)
  } finally {
    bench.stack[frozen].resume()
  }
})

test('fault 1: while both brokers are down the answer is 503, and the retry counts once', async () => {
  await Promise.all([bench.stack.kafka.kill(), bench.stack.rabbitmq.kill()])
  const reading = { station: 'retry', id: 'once-only', temperature: 12 }
  const refused = await post(readings(), reading)
  expect(refused.status).toBe(503)
  expect(refused.headers.get('content-type')).toBe('application/problem+json')
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(refused.body.detail).toMatch(/kafka.*rabbit/)
  const classic = await post(`${bench.pipeline.ingest}/weather`, {
    municipality: 1,
    temperature: 1,
    humidity: 1,
    weather: 1,
  })
  expect(classic).toMatchObject({ status: 503, body: { success: false } })

  await Promise.all([bench.stack.kafka.start(), bench.stack.rabbitmq.start()])
  const before = await stored()
  await vi.waitFor(async () => expect((await post(readings(), reading)).status).toBe(202), {
    timeout: 30_000,
    interval: 200,
  })
  const again = await post(readings(), reading)
  expect(again.status).toBe(202)
  await vi.waitFor(async () => expect(await stored()).toBe(before + 1), 10_000)
  await sleep(1_000)
  expect(await stored()).toBe(before + 1)
})

test('fault 4: both writers publish again after their broker was restarted, without being restarted themselves', async () => {
  const pids = [bench.pipeline.process('kafka-writer').pid, bench.pipeline.process('rabbit-writer').pid]
  await Promise.all([bench.stack.kafka.stop(), bench.stack.rabbitmq.stop()])
  await Promise.all([bench.stack.kafka.start(), bench.stack.rabbitmq.start()])
  await expectBothConfirm()
  expect([bench.pipeline.process('kafka-writer').pid, bench.pipeline.process('rabbit-writer').pid]).toEqual(
    pids,
  )
  expect(bench.pipeline.process('kafka-writer').isRunning()).toBe(true)
  expect(bench.pipeline.process('rabbit-writer').isRunning()).toBe(true)
})

async function stored(): Promise<number> {
  return (await get(`${bench.pipeline.query}/v1/summary`)).body.stored as number
}

async function expectBothConfirm(): Promise<void> {
  await vi.waitFor(
    async () => {
      const { body } = await post(readings(), { station: 'probe', temperature: 20 })
      expect(body).toMatchObject({ readings: [{ confirmedBy: ['kafka', 'rabbitmq'] }] })
    },
    { timeout: 60_000, interval: 200 },
  )
}
