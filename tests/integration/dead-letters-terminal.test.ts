import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { serve } from '@hono/node-server'
import { Redis } from 'iovalkey'
import { afterAll, beforeEach, expect, inject, onTestFinished, test } from 'vitest'
import { sampleReading } from '#lib/testing/readings.ts'
import { createClient } from '../../dev/dead-letters/client.ts'
import { run } from '../../dev/dead-letters/commands.ts'
import { readOptions } from '../../dev/dead-letters/options.ts'
import { createDeadLetters } from './dead-letters-bench.ts'
import { clearKeys } from './store-keys.ts'

const prefix = 'dead-terminal-test'
const client = new Redis(`redis://${inject('valkeyAddr')}`)
const operatorKey = 'correct-horse-battery'
const event = (...readings: unknown[]) => JSON.stringify({ readings })

beforeEach(() => clearKeys(client, prefix))
afterAll(() => client.quit())

test('letters are listed, shown, replayed and deleted from a terminal', async () => {
  const { bench, type } = await createTerminal()
  await bench.post(event(sampleReading({ station: 'tikal' })))
  await bench.post('{}')
  const [poison = '', good = '', sum] = await type('list')
  expect(poison).toMatch(/^e-\w{32} .* kafka +poison +out of tries/)
  expect(good).toMatch(/^e-\w{32} .* kafka +1 readings +out of tries/)
  expect(sum).toMatch(/^2 are kept; of 2 in all/)
  const id = poison.split(' ')[0] ?? ''
  expect(JSON.parse((await type('show', id)).join('\n'))).toMatchObject({ id, event: { body: '{}' } })
  await expect(type('replay', id)).rejects.toThrow('data has no readings')
  expect((await type('replay', '--station', 'Tikal', '--rate', '1000')).at(-1)).toBe(
    'done: 1 letters, 1 readings, 0 passed over',
  )
  await type('delete', id)
  expect(await type('list')).toEqual([
    expect.stringMatching(/^0 are kept; of 2 in all, 1 replayed, 1 deleted/),
  ])
})

test('what is exported can be imported elsewhere: the same letters with the same reasons, each once', async () => {
  const { bench, type } = await createTerminal()
  await bench.post(event(sampleReading()), {
    'ce-knativeerrorcode': '503',
    'ce-failedat': '2026-05-01T12:00:00Z',
  })
  await bench.post(new Uint8Array([0, 255, 254, 10, 13]), {}, '/rabbitmq')
  const dir = mkdtempSync(join(tmpdir(), 'dead-letters-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const file = join(dir, 'letters.ndjson')
  expect(await type('export', '--file', file)).toEqual(['2 exported'])
  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2)
  const without = ({ deadLetters }: { deadLetters: object[] }) =>
    deadLetters.map((one) => ({ ...one, at: '' }))
  const before = without(await bench.list('include=event'))

  await clearKeys(client, prefix)
  for (let n = 0; n < 2; n += 1) expect(await type('import', '--file', file)).toEqual(['2 imported'])
  expect(without(await bench.list('include=event'))).toEqual(before)
})

test("without the operator's key the terminal is told so", async () => {
  const { url, type } = await createTerminal()
  await expect(type('list')).resolves.toHaveLength(1)
  await expect(createClient(url, undefined).page({})).rejects.toThrow('A valid key is missing')
})

/** A function that listens, and a terminal in front of it. */
async function createTerminal() {
  const authorization = `Bearer ${operatorKey}`
  const bench = createDeadLetters(client, prefix, { operatorKey })
  const url = await new Promise<string>((resolve) => {
    const server = serve({ fetch: bench.app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    )
    onTestFinished(() => void server.close())
  })
  const type = async (...args: string[]) => {
    const options = readOptions([...args, '--url', url])
    if (options === undefined) throw new Error('help')
    const lines: string[] = []
    const terminal = { input: new PassThrough(), output: new PassThrough(), tell: lines.push.bind(lines) }
    await run(options, createClient(url, operatorKey), terminal)
    return lines
  }
  const list = async (query: string) =>
    (await bench.ask('GET', `/v1/dead-letters?${query}`, { authorization })).body
  return { url, type, bench: { ...bench, list } }
}
