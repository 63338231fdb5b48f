import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { assertListening, assertPortFree, freePorts, isPortFree } from './ports.ts'

async function listen(): Promise<number> {
  const server = createServer()
  onTestFinished(() => void server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

test('two stacks get different free ports', async () => {
  const ports = [...Object.values(await freePorts()), ...Object.values(await freePorts())]
  expect(new Set(ports).size).toBe(12)
  for (const port of ports) expect(await isPortFree(port)).toBe(true)
})

test('a port in use is refused by naming the part, the port and, on Linux, who has it', async () => {
  const port = await listen()
  const refusal = assertPortFree(port, 'kafka')
  await expect(refusal).rejects.toThrow(`kafka needs port ${port}`)
  if (process.platform === 'linux') await expect(refusal).rejects.toThrow(`(pid ${process.pid})`)
})

test('knows whether somebody listens', async () => {
  const port = await listen()
  await expect(assertListening(port)).resolves.toBeUndefined()
  const { kafka } = await freePorts()
  await expect(assertListening(kafka)).rejects.toThrow('ECONNREFUSED')
})
