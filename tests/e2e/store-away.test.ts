import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { within } from '#lib/platform/within.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import { until } from '#lib/testing/settled.ts'
import { countDeadLetters } from '../../dev/pipeline/observe.ts'
import { useBench } from './bench.ts'
import { expectCountsAgree, expectStoredOnce, startLoad } from './load.ts'
import { get, post } from './requests.ts'

const bench = useBench()

test('fault 3: Valkey away for 20 s under load loses nothing, and makes no dead letter', async () => {
  const load = startLoad(bench.pipeline.ingest)
  await sleep(1_000)
  await bench.stack.valkey.stop()
  const before = load.acknowledged.size
  await sleep(10_000)
  const refused = await get(`${bench.pipeline.query}/v1/summary`)
  expect(refused.status).toBe(503)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  await sleep(10_000)
  expect(load.acknowledged.size, 'stations do not notice').toBeGreaterThan(before + 20)

  await bench.stack.valkey.start()
  await sleep(500)
  await load.finish()
  await expectStoredOnce(bench.valkey(), load)
  await expectCountsAgree(bench.valkey())
  expect(await countDeadLetters(bench.pipeline.deadLetters)).toBe(0)
})

test('a frozen Valkey is an absent one: events wait, and are stored once', async () => {
  const load = startLoad(bench.pipeline.ingest)
  await sleep(500)
  bench.stack.valkey.pause()
  await sleep(5_000)
  bench.stack.valkey.resume()
  await load.finish()
  await expectStoredOnce(bench.valkey(), load)
  await expectCountsAgree(bench.valkey())
})

test('P3: while Valkey is frozen consumers answer 503 at once, and recover by themselves', async () => {
  const url = `http://${bench.pipeline.address('kafka-consumer')}/`
  const headers = {
    'ce-specversion': '1.0',
    'ce-id': '1',
    'ce-source': '/test',
    'ce-type': 'io.chaac.weather.readings.v1',
  }
  const tell = async () => (await post(url, { readings: [sampleReading()] }, headers)).status
  bench.stack.valkey.pause()
  try {
    // Each of them would take the two seconds of a time-out if it were asked.
    const answers: number[] = []
    await within(
      40_000,
      (async () => {
        for (let n = 0; n < 40; n += 1) answers.push(await tell())
      })(),
    )
    expect(new Set(answers)).toEqual(new Set([503]))
  } finally {
    bench.stack.valkey.resume()
  }
  expect(await until(20_000, async () => (await tell()) === 204)).toBe(true)
})

test('a Valkey that has lost its functions gets them again', async () => {
  await bench.valkey().call('FUNCTION', 'FLUSH')
  const load = startLoad(bench.pipeline.ingest)
  await sleep(500)
  await load.finish()
  await vi.waitFor(() => expectStoredOnce(bench.valkey(), load), 10_000)
})
