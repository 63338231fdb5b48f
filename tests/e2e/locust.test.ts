import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makeScratch, type Scratch } from '../../dev/stack/scratch.ts'
import { readSaid, type Said } from '../../load/said.ts'
import { useBench } from './bench.ts'
import { runScript } from './npm-start.ts'

const bench = useBench()
let scratch: Scratch
let liar: Server

beforeAll(async () => {
  scratch = await makeScratch('test-load')
  liar = createServer(lie)
  await new Promise<void>((resolve) => liar.listen(0, '127.0.0.1', resolve))
})

afterAll(async () => {
  liar.closeAllConnections()
  liar.close()
  await scratch[Symbol.asyncDispose]()
})

/** Answers 200 to everything, and to whoever reads on, that nothing was taken; and has stored nothing. */
const lie: Parameters<typeof createServer>[1] = (request, response) => {
  const nothing = { stored: 0, readings: 0, stations: 0, late: 0, refused: 0, duplicates: 0 }
  const isQuery = request.url === '/v1/summary'
  const told = isQuery ? { ...nothing, delivered: { kafka: 0, rabbitmq: 0 } } : { success: false }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(told))
}

/** Runs `npm run load` against a pipeline that runs. */
async function load(name: string, at: string, query: string, args: readonly string[]) {
  const folder = join(scratch.dir, name)
  const options = ['--at', at, '--query', query, '--results', folder]
  const { output, exited } = runScript('load/main.ts', [...args, ...options])
  const code = await exited
  const said = await readSaid(join(folder, 'report.json')).catch((error) => {
    throw new Error(output(), { cause: error })
  })
  return { code, output: output(), said, html: readFileSync(join(folder, 'report.html'), 'utf8') }
}

const spoken = ({ dialects }: Said) =>
  Object.entries(dialects)
    .map(([name, { requests, readings }]) => [name, requests, readings])
    .sort()

test('npm run load sends exactly so many requests, in every dialect, and its account balances', async () => {
  const { ingest, query } = bench.pipeline
  const one = await load('one', ingest, query, ['assignment', '--requests', '300'])
  expect(one.code, one.output).toBe(0)
  expect(one.said).toMatchObject({ requests: 300, failures: 0, errors: [] })
  expect(spoken(one.said).map(([name]) => name)).toEqual([
    ...['ambient', 'classic', 'classic-input', 'cloudevents', 'ecowitt', 'pws-weather', 'sensorthings'],
    ...['v1', 'weather-underground', 'windguru', 'wow'],
  ])
  const { acknowledged } = one.said
  expect(one.output).toContain(`acknowledged ${acknowledged} · stored ${acknowledged} · missing 0`)
  expect(await bench.valkey().hget('weather:totals', 'stored')).toBe(String(acknowledged))
  expect(one.html).toContain('windguru')

  const same = await load('same', ingest, query, ['assignment', '--requests', '300'])
  expect(spoken(same.said), 'the same seed sends the same').toEqual(spoken(one.said))
  expect(await bench.valkey().hget('weather:totals', 'stored')).toBe(String(2 * acknowledged))
  const other = await load('other', ingest, query, ['assignment', '--requests', '300', '--seed', '2'])
  expect(spoken(other.said)).not.toEqual(spoken(one.said))
})

test('a 200 that does not say what its sender waits for is a failure', async () => {
  const at = `http://127.0.0.1:${(liar.address() as AddressInfo).port}`
  const { code, output, said } = await load('liar', at, at, ['assignment', '--requests', '200'])
  expect(code).toBe(1)
  expect(said).toMatchObject({ requests: 200, failures: 200, acknowledged: 0 })
  expect(output).toContain('WRONG: 200 requests failed')
  expect(said.errors.join('\n')).toContain('success is not true: {"success":false}')
})

test('told to stop, it lets what is under way end, balances the account, and says that it was short', async () => {
  const { ingest, query } = bench.pipeline
  const stored = async () => Number(await bench.valkey().hget('weather:totals', 'stored'))
  const before = await stored()
  const args = ['assignment', '--at', ingest, '--query', query, '--results', join(scratch.dir, 'short')]
  const { output, exited, child } = runScript('load/main.ts', args)
  await vi.waitFor(async () => expect(await stored()).toBeGreaterThan(before), 60_000)
  child.kill('SIGTERM')
  expect(await exited).toBe(1)
  const { requests, failures, acknowledged } = await readSaid(join(scratch.dir, 'short/report.json'))
  expect(failures).toBe(0)
  expect(acknowledged).toBe((await stored()) - before)
  expect(output().trimEnd().split('\n').at(-1)).toBe(`  WRONG: ${requests} requests, not 10000`)
})
