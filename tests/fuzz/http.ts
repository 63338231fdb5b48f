import { once } from 'node:events'
import { connect } from 'node:net'
import fc from 'fast-check'
import { hostAndPort } from '#lib/platform/address.ts'
import { within } from '#lib/platform/within.ts'
import { must } from './door.ts'
import { mutated, nasty } from './mutations.ts'

/** A request as it goes over the wire. */
export type Wire = {
  method: string
  path: string
  headers: readonly (readonly [name: string, value: string])[]
  body: Buffer
  framing: 'length' | 'chunks' | 'none' | 'short'
  /** 1.1, or 1.0. */
  version: string
  /** Changes of the head, byte for byte; undefined: it is as it should be. */
  head: string | undefined
}

/** What came back; undefined when the connection ended without a word. */
export type Reply = { status: number; headers: string; body: string } | undefined

/** Nobody waits longer for an answer than this. */
const PATIENCE_MS = 20_000

/** Requests with these parts, mostly as they should be on the wire. */
export function wires(parts: {
  methods: fc.Arbitrary<string>
  paths: fc.Arbitrary<string>
  headers: fc.Arbitrary<readonly (readonly [string, string])[]>
  bodies: fc.Arbitrary<Buffer>
}): fc.Arbitrary<Wire> {
  const extra = fc.tuple(
    fc.oneof(
      fc.constantFrom(
        'accept',
        'range',
        'expect',
        'connection',
        'upgrade',
        'content-encoding',
        'if-none-match',
      ),
      fc.constantFrom(
        'traceparent',
        'authorization',
        'cookie',
        'x-forwarded-for',
        'te',
        'trailer',
        'idempotency-key',
      ),
      fc.stringMatching(/^[a-z-]{1,20}$/),
    ),
    fc.oneof(nasty, fc.string({ maxLength: 60 })),
  )
  const plain = fc.record({
    method: parts.methods,
    path: parts.paths,
    headers: fc
      .tuple(parts.headers, fc.array(extra, { maxLength: 2 }))
      .map(([own, more]) => [...own, ...more]),
    body: parts.bodies,
    framing: fc.constantFrom<Wire['framing']>(
      'length',
      'length',
      'length',
      'length',
      'chunks',
      'none',
      'short',
    ),
    version: fc.constantFrom('1.1', '1.1', '1.1', '1.0'),
  })
  return fc.oneof(
    { arbitrary: plain.map((wire): Wire => ({ ...wire, head: undefined })), weight: 7 },
    {
      arbitrary: plain.chain((wire) =>
        mutated(fc.constant(headOf(wire))).map((head): Wire => ({ ...wire, head })),
      ),
      weight: 1,
    },
  )
}

/** Whether the server can know where the request ends, so that it owes an answer. */
export function isWhole({ framing, head }: Wire): boolean {
  return framing !== 'short' && head === undefined
}

function headOf({ method, path, headers, body, framing, version }: Omit<Wire, 'head'>): string {
  const clean = (text: string) => text.replaceAll(/[\r\n\0]/g, ' ')
  const lines = [
    `${method} ${path.replaceAll(/[\s\0]/g, '+') || '/'} HTTP/${version}`,
    'host: pipeline',
    'connection: close',
  ]
  for (const [name, value] of headers) {
    if (!/^(host|connection|content-length|transfer-encoding|expect|upgrade)$/.test(name))
      lines.push(`${name}: ${clean(value)}`)
  }
  if (framing === 'length') lines.push(`content-length: ${body.length}`)
  if (framing === 'short') lines.push(`content-length: ${body.length + 10}`)
  if (framing === 'chunks') lines.push('transfer-encoding: chunked')
  return `${lines.join('\r\n')}\r\n\r\n`
}

/** Sends it on a connection of its own, and reads to the end. */
export async function send(address: string, wire: Wire): Promise<Reply> {
  const socket = connect(hostAndPort(address))
  const chunks: Buffer[] = []
  const ended = Promise.withResolvers<void>()
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.on('error', () => {}) // what has come until then counts
  socket.once('close', () => ended.resolve())
  await once(socket, 'connect').catch(() => {})
  socket.write(Buffer.from(wire.head ?? headOf(wire), 'utf8'))
  for (const part of bodyOf(wire)) socket.write(part)
  if (!isWhole(wire)) socket.end()
  const timer = setTimeout(() => socket.destroy(new Error('no answer')), PATIENCE_MS - 5_000)
  await within(PATIENCE_MS, ended.promise).finally(() => clearTimeout(timer))
  return parse(Buffer.concat(chunks).toString())
}

function bodyOf({ framing, body }: Wire): (Buffer | string)[] {
  if (framing === 'none') return []
  if (framing !== 'chunks') return [body]
  return body.length === 0 ? ['0\r\n\r\n'] : [`${body.length.toString(16)}\r\n`, body, '\r\n0\r\n\r\n']
}

function parse(text: string): Reply {
  const last = text.lastIndexOf('HTTP/1.1 100 ') === 0 ? text.slice(text.indexOf('\r\n\r\n') + 4) : text
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(last)?.[1])
  if (Number.isNaN(status)) return undefined
  const end = last.indexOf('\r\n\r\n')
  return { status, headers: last.slice(0, end).toLowerCase(), body: last.slice(end + 4) }
}

/** The rules of every door of HTTP: an answer to what is whole; of 5xx only 503, with when to come again. */
export function checkReply(wire: Wire, reply: Reply, allowed: readonly number[]): void {
  must(reply !== undefined || !isWhole(wire), 'a whole request was not answered')
  if (reply === undefined) return
  const { status, headers } = reply
  must(status < 500 || status === 503, `${status} was answered`)
  if (status === 503) must(/\r\nretry-after: [1-9]\d*/.test(headers), '503 was answered without retry-after')
  // Node itself answers what it cannot read.
  if (isWhole(wire)) must([...allowed, 400, 431].includes(status), `${status} was answered`)
}
