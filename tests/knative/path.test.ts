import { afterAll, beforeAll, expect, test } from 'vitest'
import { messageOf } from '#lib/platform/errors.ts'
import { runAccount } from '../../dev/chaos/run-account.ts'
import { askKubectl, askService } from '../../knative/deploy/kubectl.ts'
import { untilPods } from '../../knative/scaling/pods.ts'
import { openPipeline, type Pipeline } from './pipeline.ts'

let pipeline: Pipeline

beforeAll(async () => {
  pipeline = await openPipeline()
})
afterAll(() => pipeline[Symbol.asyncDispose]())

test('readings go through the gateway, either writer, its broker and its source into the picture', async () => {
  const run = Date.now().toString(36)
  const stations = Array.from({ length: 20 }, (_, index) => `path-${run}-${index}`) // each to one broker or the other
  await Promise.all(stations.map((station) => pipeline.post(station)))
  for (const station of stations) {
    expect(await pipeline.arrived(station, 120_000)).toMatchObject({ station, temperature: 21.5 })
  }
})

test('each function goes to zero, and the first reading after that arrives', async () => {
  const names = ['ingest', 'kafka-writer', 'rabbit-writer', 'query', 'kafka-consumer', 'rabbit-consumer']
  for (const name of names) await untilPods(name, ({ all }) => all === 0, 300)
  const station = `zero-${Date.now().toString(36)}`
  await pipeline.post(station)
  await pipeline.arrived(station, 60_000)
})

test('the clock closes a series when nothing else arrives', async () => {
  const station = `clock-${Date.now().toString(36)}`
  await pipeline.post(station)
  await pipeline.arrived(station, 60_000)
  const steps = async () => {
    const { points } = (await (await pipeline.ask(`/v1/stations/${station}/series`)).json()) as {
      points: { readings: number }[]
    }
    return points.map(({ readings }) => readings)
  }
  await expect.poll(steps, { timeout: 300_000, interval: 5_000 }).toEqual([1])
})

test('a revision that cannot start gets no traffic, and the one before goes on', async () => {
  const name = 'query'
  const before = latestReady(name)
  const patch = (change: object) =>
    askKubectl('patch', 'ksvc', name, '-n', 'weather', '--type=json', '-p', JSON.stringify([change]))
  const env = '/spec/template/spec/containers/0/env'
  patch({ op: 'add', path: `${env}/-`, value: { name: 'LIVE_CLIENTS', value: 'none' } })
  try {
    await expect
      .poll(() => askService(name, 'status.latestCreatedRevisionName'), { timeout: 60_000, interval: 500 })
      .not.toBe(before)
    for (let asked = 0; asked < 20; asked += 1) expect((await pipeline.ask('/v1/summary')).status).toBe(200)
    expect(latestReady(name)).toBe(before)
  } finally {
    const { length } = JSON.parse(askService(name, 'spec.template.spec.containers[0].env'))
    const broken = askService(name, 'status.latestCreatedRevisionName')
    patch({ op: 'remove', path: `${env}/${length - 1}` })
    // It would go on starting, again and again.
    await expect
      .poll(() => askService(name, 'status.latestCreatedRevisionName'), { timeout: 60_000, interval: 500 })
      .not.toBe(broken)
    if (broken !== before) askKubectl('delete', 'revision', '-n', 'weather', broken)
  }
})

test('50 clients make ingest grow, and pods that end meanwhile and after it lose nothing', async () => {
  const lines: string[] = []
  const account = runAccount({
    ...{
      seed: 7,
      minutes: 1,
      rate: 100,
      url: pipeline.ingest.url,
      query: pipeline.query.url,
      valkey: undefined,
      prefix: 'weather',
    },
    ...{ deadLetters: undefined, login: {}, tell: (line: string) => lines.push(line) },
  })
  await using load = startLoad(50)
  await untilPods('ingest', ({ ready }) => ready > 1, 120)
  for (const name of ['ingest', 'kafka-writer', 'rabbit-writer', 'kafka-consumer', 'rabbit-consumer'])
    askKubectl('delete', 'pod', '-n', 'weather', '-l', `serving.knative.dev/service=${name}`, '--wait=false')
  await load.stop()
  const report = await account.catch((error) => {
    throw new Error(`${messageOf(error)}\n${lines.join('\n')}`)
  })
  expect(report.balance).toMatchObject({ missing: 0, differences: [] })
  expect(report.balance.acknowledged).toBeGreaterThan(3_000)
  await untilPods('ingest', ({ all }) => all === 0, 300)
})

/**
 * So many clients that send what they have kept, again and again: a request is much more work for ingest than for them,
 * so that all of them wait for ingest and not for each other.
 */
function startLoad(clients: number) {
  let goesOn = true
  const all = Array.from({ length: clients }, async (_, index) => {
    while (goesOn) await pipeline.postKept(`load-${index}`, 200).catch(() => {})
  })
  const stop = async () => {
    goesOn = false
    await Promise.all(all)
  }
  return { stop, [Symbol.asyncDispose]: stop }
}

function latestReady(name: string): string {
  return askService(name, 'status.latestReadyRevisionName')
}
