import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makeScratch } from '../../dev/stack/scratch.ts'
import { patternOf, readExamples } from '../manual/blocks.ts'
import { read } from '../manual/repository.ts'
import { type Places, runExample } from '../manual/run-example.ts'
import { useBench } from './bench.ts'

const examples = readExamples(read('docs/manual-tecnico.md')).filter(({ mode }) => mode !== '')
const bench = useBench()
const cleanUp = new AsyncDisposableStack()
let places: Places

beforeAll(async () => {
  const { dir } = cleanUp.use(await makeScratch('manual'))
  const { ingest, query, deadLetters } = bench.pipeline
  places = {
    'http://localhost:8082': deadLetters,
    'localhost:8081': query,
    'localhost:8080': ingest,
    '-p 29379': `-p ${bench.stack.valkey.addr.split(':')[1]}`,
    '/tmp/': join(dir, '/'),
  }
})
afterAll(() => cleanUp.disposeAsync())

test('the manual has commands for each step from building to reading the store', () => {
  const all = examples.map(({ text }) => text).join('\n')
  for (const step of ['npm run build', 'npm start', '/weather', '/v1/readings', '/v1/stations', 'valkey-cli'])
    expect(all).toContain(step)
})

test.each(examples)(
  'line $line of the manual, $text, prints what stands below it',
  async ({ text, mode, output }) => {
    const pattern = patternOf(output ?? '')
    if (mode === 'run') expect(await runExample(text, places)).toMatch(pattern)
    else await vi.waitFor(async () => expect(await runExample(text, places)).toMatch(pattern), 20_000)
  },
)
