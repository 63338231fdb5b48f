import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dialects } from '../../functions/ingest/dialects.ts'
import { createDialectBench } from '../../functions/ingest/testing/bench.ts'
import { root } from './planted.ts'

const page = readFileSync(join(root, 'docs/stations.md'), 'utf8')
const examples = [...page.matchAll(/```\ncurl (.+)\n```\n\n```\n([^`]*)```/g)].map(
  ([, command = '', answer = '']) => [command, answer.trim()] as const,
)

test('there is an example of every door', () => {
  expect(examples.length).toBeGreaterThanOrEqual(8)
})

test.each(examples)('curl %s is answered as the page says', async (command, answer) => {
  const bench = createDialectBench(dialects)
  const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
  const after = (option: string) => words[words.indexOf(option) + 1] as string
  const body = words.includes('-d') ? after('-d') : undefined
  const type = words.includes('-H') ? after('-H').replace('content-type: ', '') : undefined
  const response = await bench.ask({
    what: command,
    method: body === undefined ? 'GET' : 'POST',
    target: words[0]?.replace('localhost:8080', '') ?? '',
    headers: { 'content-type': type ?? 'application/x-www-form-urlencoded' },
    ...(body === undefined ? {} : { body }),
  })
  expect(response.ok).toBe(true)
  const pattern = answer.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  expect((await response.text()).trim()).toMatch(new RegExp(`^${pattern.join('.*')}$`))
  expect(bench.delivered).toMatchObject([{ station: expect.stringMatching(/^(tikal1?|900123)$/) }])
})
