import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dialects } from './dialects.ts'
import { createDialectBench } from './testing/bench.ts'
import { ambientQuery, ecowittForm, keys, undergroundQuery } from './testing/stations.ts'

// What HTTP itself makes of firmware's requests: through a socket, as the firmware writes them.

const bench = createDialectBench(dialects)
let server: Server

beforeAll(async () => {
  server = serve({ fetch: bench.app.fetch, hostname: '127.0.0.1', port: 0 }) as Server
  await once(server, 'listening')
})

afterAll(async () => {
  server.close()
  await once(server, 'close')
})

const wu = '/weatherstation/updateweatherstation.php'
const form = `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${ecowittForm.length}`

test.each<[string, string]>([
  ['HTTP/1.0 without a Host', `GET ${wu}?${undergroundQuery} HTTP/1.0\r\n\r\n`],
  ['HTTP/1.0 with Connection: Close', `GET ${wu}?${undergroundQuery} HTTP/1.0\r\nConnection: Close\r\n\r\n`],
  ['a glued query', `GET ${wu}${undergroundQuery} HTTP/1.1\r\nHost: chaac\r\nConnection: close\r\n\r\n`],
  ['a glued query over HTTP/1.0', `GET /data/${ambientQuery} HTTP/1.0\r\nHost: 192.0.2.7\r\n\r\n`],
  [
    'a Host with a port',
    `GET ${wu}?${undergroundQuery} HTTP/1.1\r\nHost: chaac:8080\r\nConnection: close\r\n\r\n`,
  ],
  [
    'an absolute target',
    `GET http://chaac${wu}?${undergroundQuery} HTTP/1.1\r\nHost: chaac\r\nConnection: close\r\n\r\n`,
  ],
  [
    'a form',
    `POST /data/report/ HTTP/1.1\r\nHost: chaac\r\nConnection: close\r\n${form}\r\n\r\n${ecowittForm}`,
  ],
  ['a form over HTTP/1.0', `POST /data/report/ HTTP/1.0\r\n${form}\r\n\r\n${ecowittForm}`],
  [
    'a form in chunks',
    `POST /data/report/ HTTP/1.1\r\nHost: chaac\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n${ecowittForm.length.toString(16)}\r\n${ecowittForm}\r\n0\r\n\r\n`,
  ],
])('%s is taken, answered in whole, and the connection closed', async (_, request) => {
  bench.delivered.length = 0
  const answer = await exchange(request)
  expect(answer).toMatch(/^HTTP\/1\.1 200 /)
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  const length = /content-length: (\d+)/i.exec(head)?.[1]
  expect(Number(length)).toBe(Buffer.byteLength(body))
  expect(bench.delivered).toMatchObject([{ temperature: 22.5 }])
})

test('P8: what Node itself refuses is not repeated', async () => {
  const answer = await exchange(`GET report?PASSWORD=${keys.underground} HTTP/1.1\r\nHost: chaac\r\n\r\n`)
  expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  expect(answer).not.toContain(keys.underground)
})

test('P8: a path that is not there is named without the key that is glued to it', async () => {
  for (const target of [
    '/nowhere/ID=a&PASSWORD=',
    '/nowhere?ID=a&PASSWORD=',
    '/nowherePASSWORD=',
    '/x/key=a=',
  ]) {
    const answer = await exchange(`GET ${target}${keys.underground} HTTP/1.0\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 404 /)
    expect(answer).not.toContain(keys.underground)
  }
})

/** Writes a request and reads until the other end closes. */
async function exchange(request: string): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.write(request)
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
