import fc from 'fast-check'
import { type Context, Hono } from 'hono'
import { expect, test, vi } from 'vitest'
import { readHead, readText } from './body.ts'
import { TransientError } from './errors.ts'

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

test.each([
  ['the text of a body without a length', () => read(cutOff())],
  ['the text of a body with a length', () => read(cutOff(), { 'content-length': '9' })],
  ['the head of a body', () => readHeadOf(cutOff())],
])(
  '%s that breaks off is trouble that passes: its sender is there no more, or sends it again',
  async (_, reading) => {
    expect(await reading()).toBe('TransientError: the body broke off')
  },
)

test('the head of a body is cut at the limit, and the rest counted and forgotten', async () => {
  for (const [body, said] of [
    ['0123456789', '0123456789 of 10'],
    ['0123456789ab', '0123456789 of 12'],
    [
      ReadableStream.from(['0123456', '789ab', 'cde'].map((text) => new TextEncoder().encode(text))),
      '0123456789 of 15',
    ],
    [null, ' of 0'],
  ] as const) {
    expect(await readHeadOf(body)).toBe(said)
  }
})

/** Some bytes, and then the sender is gone. */
function cutOff(): ReadableStream {
  let pulls = 0
  return new ReadableStream({
    pull(stream) {
      pulls += 1
      if (pulls === 1) stream.enqueue(Uint8Array.of(0x61))
      else stream.error(new Error('aborted'))
    },
  })
}

type Body = RequestInit['body'] | null

async function read(body: Body, headers: Record<string, string> = {}): Promise<string> {
  return await answered((c) => readText(c, LIMIT, () => new Error('too large')), body, headers)
}

async function readHeadOf(body: Body): Promise<string> {
  const said = async (c: Context) => {
    const head = await readHead(c, LIMIT)
    return `${head.body} of ${head.size}`
  }
  return await answered(said, body)
}

/** What a function makes of a body, or says against it. */
async function answered(
  make: (c: Context) => Promise<string>,
  body: Body,
  headers: Record<string, string> = {},
): Promise<string> {
  const app = new Hono()
  app.post('/', async (c) => c.text(await make(c)))
  app.onError((error, c) => c.text(error instanceof TransientError ? String(error) : error.message))
  const request = { method: 'POST', body, headers, duplex: 'half' } as RequestInit
  return (await app.request('/', request)).text()
}
