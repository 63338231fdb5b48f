import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect, createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { Hono } from 'hono'
import { expect, test, vi } from 'vitest'
import { createRecordingLog } from '#lib/testing/recording-log.ts'
import { outcomeOf, until } from '#lib/testing/settled.ts'
import { freePort } from '#lib/testing/sockets.ts'
import { noLog } from './log.ts'
import { type ServeOptions, serveHttp } from './serve-http.ts'
import { within } from './within.ts'

const signal = vi.hoisted(() => ({ stop: () => {} }))
vi.mock('./lifetime.ts', () => ({
  GRACE_MS: 20_000,
  stopSignal: () =>
    new Promise<void>((resolve) => {
      signal.stop = resolve
    }),
}))

test('P7: told to stop, it finishes what it has accepted, and then ends', async () => {
  const work = Promise.withResolvers<void>()
  const started = Promise.withResolvers<void>()
  const app = new Hono().get('/', async (c) => {
    started.resolve()
    await work.promise
    return c.text('done')
  })
  const { port, ended } = await serving(app)
  const answer = fetch(`http://127.0.0.1:${port}/`)
  await started.promise
  signal.stop()
  await until(2_000, async () => (await outcomeOf(fetch(`http://127.0.0.1:${port}/`))) !== 'confirmed')
  work.resolve()
  expect(await (await answer).text()).toBe('done')
  await within(5_000, ended)
})

test('P7: a connection that is kept alive does not keep it from ending', async () => {
  const { port, ended } = await serving(new Hono().get('/', (c) => c.text('ok')))
  const agent = new Agent({ keepAlive: true })
  const asked = request({ port, agent }).end()
  const [response] = await once(asked, 'response')
  response.resume()
  await once(response, 'end')
  signal.stop()
  await within(5_000, ended)
  agent.destroy()
})

test('P7: what would not end by itself is told to, and then it ends', async () => {
  const open = Promise.withResolvers<void>()
  const app = new Hono().get('/', async (c) => {
    await open.promise
    return c.text('ended')
  })
  const { port, ended } = await serving(app, noLog, { stopping: open.resolve })
  const answer = fetch(`http://127.0.0.1:${port}/`)
  await until(2_000, async () => (await fetch(`http://127.0.0.1:${port}/none`)).status === 404)
  signal.stop()
  expect(await (await answer).text()).toBe('ended')
  await within(5_000, ended)
})

test('headers are as large as it was told to take, and no larger', async () => {
  const app = new Hono().get('/', (c) => c.text(String(c.req.header('x')?.length)))
  const { port, ended } = await serving(app, noLog, { headBytes: 1_000_000 })
  const send = (size: number) => fetch(`http://127.0.0.1:${port}/`, { headers: { x: 'x'.repeat(size) } })
  expect(await (await send(900_000)).text()).toBe('900000')
  expect((await send(1_100_000).catch(() => ({ status: 431 }))).status).toBe(431)
  signal.stop()
  await ended
})

test.each([
  ['of a host', { host: '127.0.0.1' }, ['confirmed', expect.any(Error)]],
  ['without one at all of them', {}, ['confirmed', 'confirmed']],
])('it listens at the address %s', async (_, at, expected) => {
  const app = new Hono().get('/', (c) => c.text('ok'))
  const { port, ended } = await serving(app, noLog, {}, at)
  const ask = (host: string) => outcomeOf(fetch(`http://${host}:${port}/`))
  expect([await ask('127.0.0.1'), await ask('127.0.0.2')]).toEqual(expected)
  signal.stop()
  await ended
})

test.each([
  ['with a host', { host: '127.0.0.1' }],
  ['without one', {}],
])('HTTP/1.0 that names no host is served, %s to listen at', async (_, at) => {
  const { port, ended } = await serving(
    new Hono().get('/', (c) => c.text('ok')),
    noLog,
    {},
    at,
  )
  const socket = connect(port, '127.0.0.1')
  socket.write('GET / HTTP/1.0\r\n\r\n')
  expect(await text(socket)).toMatch(/^HTTP\/1.1 200/)
  signal.stop()
  await ended
})

test('it says when it listens and when it has stopped', async () => {
  const { log, events } = createRecordingLog()
  const { ended } = await serving(new Hono(), log)
  signal.stop()
  await ended
  expect(events()).toEqual(['listening', 'stopped'])
})

test('a port that is taken is an error', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  await expect(within(5_000, serveHttp(new Hono(), { host: '127.0.0.1', port }, noLog))).rejects.toThrow(
    'EADDRINUSE',
  )
  other.close()
})

async function serving(
  app: Hono,
  log = noLog,
  options: ServeOptions = {},
  at: { host?: string } = { host: '127.0.0.1' },
) {
  const port = await freePort()
  const listening = Promise.withResolvers<void>()
  const told: typeof log = (level, event, fields) => {
    log(level, event, fields)
    if (event === 'listening') listening.resolve()
  }
  const ended = serveHttp(app, { ...at, port }, told, options)
  await Promise.race([listening.promise, ended])
  await new Promise((resolve) => setImmediate(resolve)) // it waits for the signal now
  return { port, ended }
}
