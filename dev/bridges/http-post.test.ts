import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createPoster } from './http-post.ts'

async function posterTo(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const poster = createPoster(`http://127.0.0.1:${(server.address() as AddressInfo).port}/in?x=1`, 100)
  onTestFinished(() => {
    poster.close()
    server.closeAllConnections()
    server.close()
  })
  return poster
}

const request = { headers: { 'ce-id': 'a' }, body: Buffer.from('{}') }

test('posts to path and query, over a connection that stays', async () => {
  const seen: IncomingMessage[] = []
  const poster = await posterTo((received, response) => {
    seen.push(received)
    response.end('fine')
  })
  expect(String((await poster.post(request)).body)).toBe('fine')
  await poster.post(request)
  expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /in?x=1', 'POST /in?x=1'])
  expect(seen[0]?.headers).toMatchObject({ 'ce-id': 'a', 'content-length': '2' })
  expect(seen[0]?.socket).toBe(seen[1]?.socket)
})

test('without a body there is no length, with an empty one it is 0', async () => {
  const lengths: unknown[] = []
  const sockets = new Set<unknown>()
  const poster = await posterTo((received, response) => {
    sockets.add(received.socket)
    lengths.push(received.headers['content-length'], received.headers['transfer-encoding'])
    response.end()
  })
  await poster.post({ ...request, body: undefined })
  await poster.post({ ...request, body: Buffer.alloc(0) })
  expect(lengths).toEqual([undefined, undefined, '0', undefined])
  expect(sockets.size).toBe(1)
})

test('a redirect is an answer like others', async () => {
  const poster = await posterTo((_, response) => response.writeHead(302, { location: '/elsewhere' }).end())
  expect(await poster.post(request)).toMatchObject({ status: 302 })
})

test('only the first KiB of an answer is kept', async () => {
  const poster = await posterTo((_, response) => response.writeHead(400).end('x'.repeat(100_000)))
  expect((await poster.post(request)).body).toHaveLength(1_024)
})

test.each(['before', 'amid'])('a connection cut %s the answer is no answer', async (when) => {
  const poster = await posterTo((received, response) => {
    if (when === 'amid') response.writeHead(200, { 'content-length': 10 }).write('x')
    setTimeout(() => received.socket.destroy(), 20)
  })
  await expect(poster.post(request)).rejects.toThrow()
})

test('an answer that does not come in time is none', async () => {
  const poster = await posterTo(() => {})
  await expect(poster.post(request, 30)).rejects.toThrow('no answer in 30 ms')
})

test('closing cuts what is under way', async () => {
  const poster = await posterTo(() => poster.close())
  await expect(poster.post(request)).rejects.toThrow()
})

test('values beyond ASCII travel as UTF-8', async () => {
  const subjects: unknown[] = []
  const poster = await posterTo((received, response) => {
    subjects.push(received.headers['ce-subject'])
    response.end()
  })
  await poster.post({ ...request, headers: { 'ce-subject': 'Mérida ☔' } })
  expect(Buffer.from(String(subjects[0]), 'latin1').toString()).toBe('Mérida ☔')
})

test('values with control characters travel percent-encoded: else they could not be sent at all', async () => {
  const subjects: unknown[] = []
  const poster = await posterTo((received, response) => {
    subjects.push(received.headers['ce-subject'])
    response.end()
  })
  await poster.post({ ...request, headers: { 'ce-subject': 'a\u0000b\r\nc\u007f' } })
  expect(subjects).toEqual(['a%00b%0D%0Ac%7F'])
})
