import fc from 'fast-check'
import { Hono } from 'hono'
import { expect, test, vi } from 'vitest'
import { readText } from './body.ts'

const LIMIT = 10

test.each(['with', 'without'])(
  'a body %s a length comes through up to the limit, and not beyond',
  async (told) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 2 * LIMIT }), async (size) => {
        const body = 'x'.repeat(size)
        expect(await read(body, told === 'with' ? { 'content-length': String(size) } : {})).toBe(
          size > LIMIT ? 'too large' : body,
        )
      }),
    )
  },
)

test('the limit is one of bytes, not of characters', async () => {
  expect(await read('á'.repeat(5))).toBe('á'.repeat(5))
  expect(await read('á'.repeat(6))).toBe('too large')
})

test('a character that is cut in two by the network is one character', async () => {
  const bytes = new TextEncoder().encode('aá€\u{1F327}')
  const chunks = [...bytes].map((byte) => Uint8Array.of(byte))
  expect(await read(ReadableStream.from(chunks))).toBe('aá€\u{1F327}')
})

test('bytes that are no text do not end the request', async () => {
  expect(await read(Uint8Array.of(0x61, 0xff, 0xc3))).toBe('a\ufffd\ufffd')
})

test('no body is an empty text', async () => {
  expect(await read(null)).toBe('')
})

test('a body that tells too large a length is not read at all', async () => {
  const pull = vi.fn()
  const body = new ReadableStream({ pull }, { highWaterMark: 0 })
  expect(await read(body, { 'content-length': String(LIMIT + 1) })).toBe('too large')
  expect(pull).not.toHaveBeenCalled()
})

test('an endless body is given up at the limit, and its sender told so', async () => {
  const cancel = vi.fn()
  const body = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(4)), cancel })
  expect(await read(body)).toBe('too large')
  expect(cancel).toHaveBeenCalledTimes(1)
})

async function read(body: RequestInit['body'] | null, headers: Record<string, string> = {}): Promise<string> {
  const app = new Hono()
  app.post('/', async (c) => c.text(await readText(c, LIMIT, () => new Error('too large'))))
  app.onError((error, c) => c.text(error.message))
  const request = { method: 'POST', body, headers, duplex: 'half' } as RequestInit
  return (await app.request('/', request)).text()
}
