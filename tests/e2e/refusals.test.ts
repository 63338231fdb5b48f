import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { useBench } from './bench.ts'
import { get, post } from './requests.ts'

const bench = useBench()
const url = (path = '/v1/readings') => `${bench.pipeline.ingest}${path}`
const megabytes = (count: number) => 'x'.repeat(count * 1024 * 1024)

const refused: [what: string, status: number, body: unknown, headers?: Record<string, string>][] = [
  ['malformed JSON', 400, '{"station":'],
  ['NaN', 400, '{"station":"a","temperature":NaN}'],
  ['a number too large for a double', 422, '{"station":"a","temperature":1e400}'],
  ['a wrong type', 422, { station: 'a', temperature: '20' }],
  ['an unknown field of any shape', 422, { station: 'a', temperature: 20, extra: { deep: [1] } }],
  ['nothing measured', 422, { station: 'a' }],
  ['fault 6: humidity 900', 422, { station: 'a', humidity: 900 }],
  ['fault 6: no station', 422, { temperature: 20 }],
  ['no reading at all', 422, []],
  [
    'one bad reading among good ones',
    422,
    [
      { station: 'half', temperature: 1 },
      { station: 'half', temperature: 100 },
    ],
  ],
  ['too many readings', 413, Array.from({ length: 1001 }, () => ({ station: 'a', temperature: 1 }))],
  ['a hundred thousand elements', 413, Array.from({ length: 100_000 }, () => 0)],
  ['fault 6: a body of 10 MB', 413, megabytes(10)],
  ['a wrong content type', 415, 'station=a', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['a compressed body', 415, '{}', { 'content-encoding': 'gzip' }],
  ['a bad line', 400, '{"station":"a","temperature":1}\n{', { 'content-type': 'application/x-ndjson' }],
]

test.for(refused)('%s is answered with a problem document, %i', async ([, status, body, headers]) => {
  const answer = await post(url(), body, headers)
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.body).toMatchObject({
    status,
    type: expect.stringMatching(/^\/problems\//),
    title: expect.any(String),
  })
})

test('fault 6: an unknown weather is refused in the words of the original too', async () => {
  const answer = await post(url('/weather'), {
    municipality: 'Mixco',
    temperature: 20,
    humidity: 50,
    weather: 'Hail',
  })
  expect(answer).toMatchObject({ status: 422, body: { success: false, errors: [{ pointer: '/weather' }] } })
})

test('another method than POST is answered with 405', async () => {
  const answer = await get(url())
  expect(answer).toMatchObject({ status: 405, body: { type: '/problems/method-not-allowed' } })
  expect(answer.headers.get('allow')).toBe('POST')
})

test('a request with a bad reading is not half taken', async () => {
  expect((await get(`${bench.pipeline.query}/v1/stations/half`)).status).toBe(404)
})

test('a body without a length is cut off at the limit', async () => {
  const endless = new ReadableStream({
    pull: (stream) => stream.enqueue(new TextEncoder().encode(megabytes(1))),
  })
  const sent = fetch(url(), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: endless,
    duplex: 'half',
    signal: AbortSignal.timeout(10_000),
  } as RequestInit)
  // Either the answer arrives, or the connection is closed while the body is still being sent.
  const status = await sent.then(
    (response) => response.status,
    (error: Error) => (error.name === 'TimeoutError' ? error.name : 413),
  )
  expect(status).toBe(413)
})

test('memory stays flat under bad requests, and the next good one is served', async () => {
  const large = megabytes(10)
  const many = Array.from({ length: 100_000 }, () => 0)
  const flood = async (rounds: number) => {
    for (let n = 0; n < rounds; n += 1) {
      await Promise.all(
        [post(url(), large), post(url(), many), post(url(), '['.repeat(500_000))].map((sent) =>
          sent.catch(() => {}),
        ),
      )
    }
  }
  await flood(10)
  const before = residentMegabytes()
  await flood(40)
  expect(residentMegabytes() - before).toBeLessThan(64)
  expect((await post(url(), { station: 'after', temperature: 20 })).status).toBe(202)
})

function residentMegabytes(): number {
  const status = readFileSync(`/proc/${bench.pipeline.process('ingest').pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024
}
