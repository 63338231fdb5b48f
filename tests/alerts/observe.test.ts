import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { installCollector } from '../../dev/observe/collector-install.ts'
import { installObservers } from '../../dev/observe/observers.ts'
import { root } from '../../dev/stack/paths.ts'
import { report } from '../../dev/stack/progress.ts'
import { npmStart, type Start } from '../e2e/npm-start.ts'
import { post } from '../e2e/requests.ts'
import { tracesOf } from './zipkin-traces.ts'

let start: Start
const printed = (pattern: RegExp) => pattern.exec(start.output())?.[1] as string

beforeAll(async () => {
  await installObservers(report) // apart from the start, which has less time
  start = npmStart(['--observe', '--no-demo', '--ports', 'free'])
  await vi.waitFor(() => expect(start.output()).toContain('logs   '), 150_000)
}, 1_800_000)
afterAll(async () => {
  start.child.kill('SIGINT')
  await start.exited
})

test('npm start -- --observe shows in one trace how a reading came through both brokers to the store', async () => {
  const ingest = printed(/(http:\S+)\/v1\/readings/)
  const zipkin = printed(/traces +(http:\S+)\/zipkin\//)
  const answer = await post(`${ingest}/v1/readings`, { station: 'tikal', temperature: 31 })
  expect(answer.status).toBe(202)
  const rpc = 'chaac.weather.v1.readingwriter/writereadings'
  const way = (writer: string, send: string) =>
    `ingest post /v1/readings > ingest ${rpc} > ${writer} ${rpc} > ${writer} ${send} weather-readings`
  const end = (consumer: string) => `${consumer} post /* > ${consumer} process > ${consumer} fcall store`
  await vi.waitFor(async () => {
    // Whatever is in a trace leads to the request, or it would be a branch of its own.
    expect(await tracesOf(zipkin, 'kafka-writer')).toEqual([
      [
        `${way('kafka-writer', 'send')} > kafka-source post > ${end('kafka-consumer')}`,
        `${way('rabbit-writer', 'publish')} > ${end('rabbit-consumer')}`,
      ],
    ])
  }, 30_000)
})

test('a collector takes the file that compose gives it', async () => {
  const binary = await installCollector(report)
  const file = join(root, 'observe/collector.yml')
  const { status, stderr } = spawnSync(binary, ['validate', `--config=${file}`], { encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})

test('what functions count is in Prometheus', async () => {
  const prometheus = printed(/metrics +(http:\S+)\/api\/v1\/query/)
  await vi.waitFor(async () => {
    const answer = await fetch(`${prometheus}/api/v1/query?query=sum(chaac_readings_stored_total)`)
    expect(await answer.json()).toMatchObject({ data: { result: [{ value: [expect.anything(), '1'] }] } })
  }, 60_000)
})

test('Ctrl-C ends those who look on too, in order', async () => {
  const addresses = ['traces', 'metrics'].map((name) => printed(new RegExp(`${name} +(http://[^/]+)/`)))
  start.child.kill('SIGINT')
  expect(await start.exited).toBe(0)
  for (const address of addresses) await expect(fetch(address)).rejects.toThrow('fetch failed')
})
