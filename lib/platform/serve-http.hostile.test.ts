import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { until } from '#lib/testing/settled.ts'
import { closed, freePort, openSocket } from '#lib/testing/sockets.ts'
import { readText } from './body.ts'
import { type HttpLimits, serveHttp } from './serve-http.ts'
import { within } from './within.ts'

const signal = vi.hoisted(() => ({ stop: () => {} }))
vi.mock('./lifetime.ts', () => ({
  stopSignal: () =>
    new Promise<void>((resolve) => {
      signal.stop = resolve
    }),
}))

/** As ever, but without the patience. */
const limits: HttpLimits = { headMs: 300, requestMs: 600, headBytes: 16 * 1024, connections: 20 }

let port: number
let ended: Promise<void>
let handled: string[]
let broken: string[]

beforeEach(async () => {
  port = await freePort()
  handled = []
  broken = []
  const app = new Hono()
  app.all('*', async (c) => {
    const text = await readText(c, 1024 * 1024, () => new Error('too large'))
    handled.push(text)
    return c.text(`${c.req.path} ${text.length}`)
  })
  app.onError((error, c) => {
    broken.push(error.message)
    return c.text(error.message, 503)
  })
  const listening = Promise.withResolvers<void>()
  const log = (_: string, event: string) => {
    if (event === 'listening') listening.resolve()
  }
  ended = serveHttp(app, { host: '127.0.0.1', port }, log, limits)
  await listening.promise
  await new Promise((resolve) => setImmediate(resolve))
})

afterEach(async () => {
  signal.stop()
  await within(10_000, ended)
})

test.for([
  ['head', ['POST / HTTP/1.1\r\n', 'host: a\r\n', 'a: b\r\n', 'c: d\r\n']],
  ['body', ['POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n', 'a', 'b', 'c']],
  [
    'body without a length',
    ['POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n', '1\r\na\r\n', '1\r\n', 'b\r\n'],
  ],
] as const)(
  'who sends a %s one byte after the other is cut off, and others are served',
  async ([, parts]) => {
    const slow = await Promise.all(Array.from({ length: 10 }, () => openSocket(port)))
    const gone = slow.map(closed)
    for (const part of parts) {
      for (const socket of slow) socket.write(part)
      await sleep(50)
    }
    expect(await ask('GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 200/)
    await within(5_000, Promise.all(gone))
    expect(handled).toEqual([''])
  },
)

test('a connection on which nothing is said is cut off', async () => {
  const silent = await openSocket(port)
  await within(5_000, closed(silent))
})

test.for<[string, string]>([
  ['a header of 20 KiB', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(20_480)}\r\n\r\n`],
  ['10,000 headers', `GET / HTTP/1.1\r\nhost: a\r\n${'a: b\r\n'.repeat(10_000)}\r\n`],
  ['an address of 20 KiB', `GET /${'y'.repeat(20_480)} HTTP/1.1\r\nhost: a\r\n\r\n`],
])('%s is answered with 431, and never reaches the function', async ([, request]) => {
  expect(await ask(request)).toMatch(/^HTTP\/1.1 431/)
  expect(handled).toEqual([])
})

test('a head without an end is cut off', async () => {
  const socket = await openSocket(port)
  socket.write(`GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(4 * 1024 * 1024)}`)
  await within(5_000, closed(socket))
  expect(handled).toEqual([])
})

test.for<[string, string]>([
  ['no HTTP', 'hello\r\n\r\n'],
  ['bytes', '\u0000\u0001\u0002\u0003\r\n\r\n'],
  ['two lengths', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
  [
    'a length and chunks',
    'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['a negative length', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n'],
  ['a chunk whose size is none', 'POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
  ['no host', 'GET / HTTP/1.1\r\n\r\n'],
  ['a host that is none', 'GET / HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n'],
  ['an address that is none', 'GET http://[ HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n'],
])('%s is answered with 400', async ([, request]) => {
  expect(await ask(request)).toMatch(/^HTTP\/1.1 400/)
  expect(handled).toEqual([])
})

test('HTTP/1.0 is served, and the connection ends', async () => {
  const answer = await ask('GET /old HTTP/1.0\r\n\r\n')
  expect(answer).toMatch(/^HTTP\/1.1 200/)
  expect(answer).toContain('/old 0')
})

test('requests one behind the other on a connection are answered in order', async () => {
  const many = Array.from(
    { length: 500 },
    (_, n) => `POST /${n} HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\n\r\nx`,
  )
  const answer = await ask(`${many.join('')}GET /last HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`)
  const paths = [...answer.matchAll(/\/(\d+|last) \d/g)].map(([, path]) => path)
  expect(paths).toEqual([...Array(500).keys(), 'last'].map(String))
})

test('who pipelines requests and takes no answers is not read for ever: memory is bounded', {
  timeout: 20_000,
}, async () => {
  const greedy = connect(port, '127.0.0.1')
  greedy.on('error', () => {})
  greedy.pause()
  const many = Buffer.from('GET / HTTP/1.1\r\nhost: a\r\n\r\n'.repeat(1_000))
  let taken = 0
  for (let n = 0; n < 2_000; n += 1) {
    const left = new Promise<boolean>((resolve) => greedy.write(many, (error) => resolve(!error)))
    if ((await Promise.race([left, sleep(1_000, false)])) === false) break
    taken += 1_000
  }
  expect(taken).toBeLessThan(1_000_000)
  expect(await ask('GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 200/)
  greedy.destroy()
})

test('connections beyond the limit are turned away, and taken again when there is room', async () => {
  const many = await Promise.all(Array.from({ length: 20 }, () => openSocket(port)))
  const more = await openSocket(port)
  await within(5_000, closed(more))
  for (const socket of many) socket.destroy()
  await until(5_000, async () => (await ask('GET / HTTP/1.0\r\n\r\n')).startsWith('HTTP/1.1 200'))
})

test('a body that breaks off is no fault of the function', async () => {
  const socket = await openSocket(port)
  socket.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nhalf')
  await sleep(50)
  socket.destroy()
  await until(5_000, async () => broken.length === 1)
  expect(await ask('GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 200/)
})

/** All that the server says until it ends the connection. */
async function ask(request: string): Promise<string> {
  const socket = await openSocket(port)
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  const gone = closed(socket)
  socket.write(request)
  await within(5_000, gone)
  return answer
}
