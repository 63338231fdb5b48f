import { once } from 'node:events'
import { type ClientHttp2Session, connect } from 'node:http2'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { credentials } from '@grpc/grpc-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { closed, freePort, openSocket } from '#lib/testing/sockets.ts'
import { createHealth } from './grpc-health.ts'
import { Health } from './proto.ts'
import { serveGrpc } from './serve-grpc.ts'
import { within } from './within.ts'

const signal = vi.hoisted(() => ({ stop: () => {} }))
vi.mock('./lifetime.ts', () => ({
  stopSignal: () =>
    new Promise<void>((resolve) => {
      signal.stop = resolve
    }),
}))

const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')
const SETTINGS = 4
const PING = 6
const HEADERS = 1
const CONTINUATION = 9
const RST_STREAM = 3

let port: number
let ended: Promise<void>

beforeEach(async () => {
  port = await freePort()
  const listening = Promise.withResolvers<void>()
  const health = { definition: Health.service, handlers: createHealth({}) }
  ended = serveGrpc([health], { host: '127.0.0.1', port }, (_, event) => {
    if (event === 'listening') listening.resolve()
  })
  await listening.promise
  await new Promise((resolve) => setImmediate(resolve))
})

afterEach(async () => {
  signal.stop()
  await within(10_000, ended)
})

test.for<[string, () => Buffer]>([
  ['text that is no HTTP/2', () => Buffer.from('GET / HTTP/1.1\r\nhost: a\r\n\r\n')],
  ['bytes without a meaning', () => Buffer.alloc(4096, 0xff)],
  [
    'a frame that is larger than allowed',
    () => Buffer.concat([PREFACE, frame(SETTINGS, 0, 0), Buffer.from([0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 1])]),
  ],
  [
    'a frame for a stream that never was',
    () => Buffer.concat([PREFACE, frame(SETTINGS, 0, 0), frame(RST_STREAM, 0, 1, Buffer.alloc(4))]),
  ],
  [
    'headers that cannot be unpacked',
    () => Buffer.concat([PREFACE, frame(SETTINGS, 0, 0), frame(HEADERS, 5, 1, Buffer.alloc(20, 0xff))]),
  ],
])('%s ends its connection, and no other', async ([, bytes]) => {
  const socket = await openSocket(port)
  socket.write(bytes())
  await within(5_000, closed(socket))
  expect(await check()).toBe('SERVING')
})

test.for<[string, Buffer]>([
  ['settings', frame(SETTINGS, 0, 0, Buffer.from([0, 4, 0, 0, 0xff, 0xff]))],
  ['pings', frame(PING, 0, 0, Buffer.alloc(8))],
  ['rapid resets', Buffer.alloc(0)],
])('a flood of %s ends its connection; memory is bounded, and others are served', async ([name, one]) => {
  const before = process.memoryUsage().rss
  const socket = await openSocket(port)
  socket.write(Buffer.concat([PREFACE, frame(SETTINGS, 0, 0)]))
  const gone = closed(socket)
  let isGone = false
  void gone.then(() => {
    isGone = true
  })
  for (let n = 0; n < 400 && !isGone; n += 1) {
    const many = name === 'rapid resets' ? resets(n * 500) : Array<Buffer>(500).fill(one)
    await flush(socket, Buffer.concat(many))
  }
  await within(5_000, gone)
  expect(await check()).toBe('SERVING')
  expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(64)
})

test('headers without an end are cut off', async () => {
  const socket = await openSocket(port)
  const gone = closed(socket)
  socket.write(Buffer.concat([PREFACE, frame(SETTINGS, 0, 0), frame(HEADERS, 0, 1)]))
  const more = Buffer.from([0x00, 0x01, 0x61, 0x01, 0x62]) // a: b, kept out of the table
  let isGone = false
  void gone.then(() => {
    isGone = true
  })
  for (let n = 0; n < 200 && !isGone; n += 1)
    await flush(socket, frame(CONTINUATION, 0, 1, Buffer.concat(Array(3_000).fill(more))))
  await within(5_000, gone)
  expect(await check()).toBe('SERVING')
})

test('a connection has a bounded number of calls at a time', async () => {
  const session = connect(`http://127.0.0.1:${port}`)
  session.on('error', () => {})
  await once(session, 'remoteSettings')
  expect(session.remoteSettings.maxConcurrentStreams).toBe(100)
  session.destroy()
})

test('a message that is too large is refused, and the connection goes on', async () => {
  const session = connect(`http://127.0.0.1:${port}`)
  session.on('error', () => {})
  const large = Buffer.alloc(2 * 1024 * 1024)
  const head = Buffer.alloc(5)
  head.writeUInt32BE(large.length, 1)
  const trailers = await callRaw(session, Buffer.concat([head, large]))
  expect(trailers['grpc-status']).toBe('8') // RESOURCE_EXHAUSTED
  const empty = await callRaw(session, Buffer.alloc(5))
  expect(empty['grpc-status']).toBe('0')
  session.destroy()
})

test('a call that stalls in the middle of its message is ended', { timeout: 20_000 }, async () => {
  const session = connect(`http://127.0.0.1:${port}`)
  session.on('error', () => {})
  const stream = session.request(path)
  stream.on('error', () => {})
  stream.write(Buffer.from([0, 0, 0, 0, 9, 1]))
  await within(15_000, once(stream.resume(), 'close'))
  session.destroy()
})

test('P7: connections on which nothing is said do not keep it from ending', async () => {
  const silent = await openSocket(port)
  const half = await openSocket(port)
  half.write(PREFACE.subarray(0, 10))
  await sleep(50)
  signal.stop()
  await within(10_000, ended)
  for (const socket of [silent, half]) socket.destroy()
})

const path = {
  ':method': 'POST',
  ':path': '/grpc.health.v1.Health/Check',
  'content-type': 'application/grpc',
  te: 'trailers',
}

async function callRaw(session: ClientHttp2Session, body: Buffer) {
  const stream = session.request(path)
  const { promise, resolve } = Promise.withResolvers<Record<string, unknown>>()
  const note = (headers: Record<string, unknown>) => {
    if ('grpc-status' in headers) resolve(headers)
  }
  stream.on('response', note)
  stream.on('trailers', note)
  stream.on('error', () => {})
  stream.resume()
  stream.end(body)
  return within(5_000, promise)
}

function check(): Promise<unknown> {
  const client = new Health(`127.0.0.1:${port}`, credentials.createInsecure())
  return new Promise((resolve) =>
    client.check({}, { deadline: Date.now() + 5_000 }, (error, reply) => resolve(error ?? reply?.status)),
  ).finally(() => client.close())
}

function resets(from: number): Buffer[] {
  const block = Buffer.concat([
    Buffer.from([0x83, 0x86, 0x44]), // POST, http, :path
    literal('/grpc.health.v1.Health/Check'),
    Buffer.from([0x41]),
    literal('a'),
    Buffer.from([0x5f]),
    literal('application/grpc'),
  ])
  return Array.from({ length: 500 }, (_, n) => {
    const id = (from + n) * 2 + 1
    return Buffer.concat([frame(HEADERS, 4, id, block), frame(RST_STREAM, 0, id, Buffer.from([0, 0, 0, 8]))])
  })
}

function literal(text: string): Buffer {
  return Buffer.concat([Buffer.from([text.length]), Buffer.from(text)])
}

/** A frame of HTTP/2 (RFC 9113, 4.1). */
function frame(type: number, flags: number, stream: number, payload = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(9)
  head.writeUIntBE(payload.length, 0, 3)
  head[3] = type
  head[4] = flags
  head.writeUInt32BE(stream, 5)
  return Buffer.concat([head, payload])
}

/** Writes, and waits until it has left. A socket that is gone takes nothing. */
function flush(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) return resolve()
    const done = () => {
      socket.off('close', done)
      resolve()
    }
    socket.once('close', done)
    socket.write(bytes, done)
  })
}
