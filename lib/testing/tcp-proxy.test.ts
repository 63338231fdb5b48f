import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTcpProxy, type TcpProxy } from './tcp-proxy.ts'

const echo = createServer((socket) => socket.on('error', () => {}).pipe(socket))
let proxy: TcpProxy

beforeEach(async () => {
  echo.listen(0, '127.0.0.1')
  await once(echo, 'listening')
  const address = echo.address() as { port: number }
  proxy = await createTcpProxy(`127.0.0.1:${address.port}`)
})

afterEach(async () => {
  await proxy[Symbol.asyncDispose]()
  echo.close()
})

test('passes bytes on in both directions', async () => {
  const socket = await open()
  expect(await ask(socket, 'hello')).toBe('hello')
})

test('cut ends what is open and takes new connections', async () => {
  const socket = await open()
  await ask(socket, 'hello')
  const closed = once(socket, 'close')
  proxy.cut()
  await closed
  expect(await ask(await open(), 'again')).toBe('again')
})

test('refuse turns new connections away until it is healed', async () => {
  await proxy.refuse()
  await expect(open()).rejects.toThrow('ECONNREFUSED')
  await proxy.heal()
  expect(await ask(await open(), 'again')).toBe('again')
})

test('freeze keeps back what is said until it is healed', async () => {
  const socket = await open()
  proxy.freeze()
  let answered = false
  const answer = ask(socket, 'hello').finally(() => {
    answered = true
  })
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(answered).toBe(false)
  await proxy.heal()
  expect(await answer).toBe('hello')
})

test('reset ends what is open with a reset', async () => {
  const socket = await open()
  await ask(socket, 'hello')
  const closed = once(socket, 'error')
  proxy.reset()
  expect(await closed).toMatchObject([{ code: 'ECONNRESET' }])
})

test('strand leaves what is open dead for ever, and takes new connections', async () => {
  const socket = await open()
  await ask(socket, 'hello')
  proxy.strand()
  let said = ''
  socket.on('data', (chunk) => {
    said += chunk
  })
  socket.write('lost')
  expect(await ask(await open(), 'again')).toBe('again')
  await proxy.heal()
  expect(await ask(await open(), 'still')).toBe('still')
  expect([said, socket.destroyed]).toEqual(['', false])
  socket.destroy()
})

test('delay passes everything on later, in order', async () => {
  const socket = await open()
  proxy.delay(50)
  const began = performance.now()
  socket.write('a')
  expect(await ask(socket, 'b')).toBe('ab')
  expect(performance.now() - began).toBeGreaterThan(95)
})

async function open(): Promise<Socket> {
  const [host = '', port] = proxy.addr.split(':')
  const socket = connect({ host, port: Number(port) })
  await once(socket, 'connect')
  return socket.on('error', () => {})
}

async function ask(socket: Socket, text: string): Promise<string> {
  const answer = once(socket, 'data')
  socket.write(text)
  return String((await answer)[0])
}
