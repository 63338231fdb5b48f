import { createServer, type Server, type Socket } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPosts } from './posts.ts'

/** A server that says to each request what it is told to, in the pieces it is told to. */
async function serverThat(speak: (socket: Socket, request: string) => unknown) {
  const requests: string[] = []
  let connections = 0
  const server: Server = createServer((socket) => {
    connections += 1
    socket.on('error', () => {})
    let read = ''
    socket.on('data', (bytes) => {
      read += bytes.toString()
      const [, length] = /content-length: (\d+)/.exec(read) ?? []
      const end = read.indexOf('\r\n\r\n')
      if (end < 0 || Buffer.byteLength(read.slice(end + 4)) < Number(length)) return
      requests.push(read)
      speak(socket, read)
      read = ''
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    url: new URL(`http://127.0.0.1:${port}/v1/readings`),
    requests,
    connections: () => connections,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

const answerOf = (status: number, body: string) =>
  `HTTP/1.1 ${status} Said\r\ncontent-type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`

test('a post is a whole request, with the length of its bytes', async () => {
  await using server = await serverThat((socket) => socket.write(answerOf(202, '{}')))
  await using posts = createPosts(server.url, 1)
  expect(await posts.post('{"station":"Oaxaca de Juárez"}')).toBe(202)
  expect(server.requests[0]).toMatch(/^POST \/v1\/readings HTTP\/1\.1\r\nhost: 127\.0\.0\.1:\d+\r\n/)
  expect(server.requests[0]).toMatch(/content-length: 31\r\n\r\n\{"station":"Oaxaca de Juárez"\}$/)
})

test('an answer is read as what it is, in whatever pieces it comes', async () => {
  const answers = fc.array(fc.constantFrom(202, 400, 503), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(answers, fc.integer({ min: 1, max: 60 }), async (statuses, size) => {
      let asked = 0
      await using server = await serverThat(async (socket) => {
        const answer = answerOf(statuses[asked++] ?? 0, '{"because":"so"}')
        for (let at = 0; at < answer.length; at += size) {
          socket.write(answer.slice(at, at + size))
          await new Promise(setImmediate)
        }
      })
      await using posts = createPosts(server.url, 1)
      expect(await Promise.all(statuses.map(() => posts.post('{}')))).toEqual(statuses)
    }),
    { numRuns: 20 },
  )
})

test('no more connections are opened than allowed, and all that waits is sent', async () => {
  await using server = await serverThat((socket) => setTimeout(() => socket.write(answerOf(202, '')), 2))
  await using posts = createPosts(server.url, 3)
  const statuses = await Promise.all(Array.from({ length: 50 }, () => posts.post('{}')))
  expect(statuses).toEqual(Array(50).fill(202))
  expect(server.connections()).toBe(3)
})

test('a connection that ends before the answer says 0, and what waits goes on over another', async () => {
  let asked = 0
  await using server = await serverThat((socket) => {
    asked += 1
    if (asked === 1) socket.destroy()
    else socket.write(answerOf(202, '{}'))
  })
  await using posts = createPosts(server.url, 1)
  expect(await Promise.all([posts.post('a'), posts.post('b')])).toEqual([0, 202])
})

test('nobody who listens says 0', async () => {
  const { url } = await serverThat(() => {}).then(async (server) => {
    await server[Symbol.asyncDispose]()
    return server
  })
  await using posts = createPosts(url, 2)
  expect(await posts.post('{}')).toBe(0)
})
