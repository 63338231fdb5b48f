import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { partNames } from '../../dev/pipeline/parts.ts'
import { useBench } from './bench.ts'
import { expectCountsAgree, expectStoredOnce, startLoad } from './load.ts'
import { get, post } from './requests.ts'

const bench = useBench()

test.for(partNames.filter((name) => name !== 'query'))(
  'P7: %s ends with 0 on SIGTERM in mid-load, and drops nothing',
  async (name) => {
    const load = startLoad(bench.pipeline.ingest)
    await load.goesOn()
    const exits = await bench.pipeline.stop(name)
    expect(exits).toEqual([{ code: 0, signal: null }])
    await bench.pipeline.start(name)
    await sleep(500)
    await load.finish()
    await expectStoredOnce(bench.valkey(), load)
    await expectCountsAgree(bench.valkey())
  },
)

test('P7: requests that wait for frozen writers are answered before ingest ends with 0', async () => {
  const writers = (['kafka-writer', 'rabbit-writer'] as const).map((name) => bench.pipeline.process(name))
  for (const writer of writers) writer.pause()
  try {
    const reading = { station: 'stuck', temperature: 20 }
    const answers = Array.from({ length: 10 }, () => post(`${bench.pipeline.ingest}/v1/readings`, reading))
    await sleep(100)
    expect(await bench.pipeline.stop('ingest')).toEqual([{ code: 0, signal: null }])
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(answers.map(() => 503))
  } finally {
    for (const writer of writers) writer.resume()
  }
  await bench.pipeline.start('ingest')
})

test('P7: a sender that stalls in the middle of its request does not keep ingest from ending with 0', async () => {
  const { port } = new URL(bench.pipeline.ingest)
  const stalled = connect(Number(port), '127.0.0.1')
  stalled.on('error', () => {}) // it is cut off
  stalled.write(
    'POST /v1/readings HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
  )
  await sleep(300)
  expect(await bench.pipeline.stop('ingest')).toEqual([{ code: 0, signal: null }])
  stalled.destroy()
  await bench.pipeline.start('ingest')
})

test('P7: query ends with 0 on SIGTERM', async () => {
  await get(`${bench.pipeline.query}/v1/summary`) // a connection that is kept alive
  expect(await bench.pipeline.stop('query')).toEqual([{ code: 0, signal: null }])
  await bench.pipeline.start('query')
})

test('P7: functions start and answer health checks while nothing else runs, and recover by themselves', async () => {
  await bench.pipeline.stop()
  await bench.stack.stop()
  for (const name of partNames) await bench.pipeline.start(name)
  expect((await get(`${bench.pipeline.ingest}/healthz/ready`)).status).toBe(200)
  expect((await get(`${bench.pipeline.query}/healthz/ready`)).status).toBe(200)
  await bench.stack.start()
  await bench.pipeline.ready()
  const load = startLoad(bench.pipeline.ingest)
  await sleep(500)
  await load.finish()
  await expectStoredOnce(bench.valkey(), load)
})
