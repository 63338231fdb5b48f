import { credentials, Server, ServerCredentials, status } from '@grpc/grpc-js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHealth } from './grpc-health.ts'
import { Health } from './proto.ts'

let serving = true
const server = new Server()
let client: InstanceType<typeof Health>

beforeAll(async () => {
  server.addService(Health.service, { ...createHealth({ writer: () => serving }) })
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    )
  })
  client = new Health(`127.0.0.1:${port}`, credentials.createInsecure())
})

afterAll(() => {
  client.close()
  server.forceShutdown()
})

test('the server itself serves as soon as it listens, whatever its neighbours do', async () => {
  serving = false
  expect(await check('')).toBe('SERVING')
})

test('a service serves while it says so', async () => {
  serving = true
  expect(await check('writer')).toBe('SERVING')
  serving = false
  expect(await check('writer')).toBe('NOT_SERVING')
})

test.each(['other', 'constructor', '__proto__', 'toString', 'Writer'])(
  'the service %s is unknown',
  async (service) => {
    expect(await check(service)).toBe(status.NOT_FOUND)
  },
)

test('watching is refused: an open stream would keep a function from scaling to zero', async () => {
  const stream = client.watch({ service: '' })
  const error = await new Promise<{ code?: number }>((resolve) => stream.once('error', resolve))
  expect(error.code).toBe(status.UNIMPLEMENTED)
})

function check(service: string): Promise<unknown> {
  return new Promise((resolve) => {
    const deadline = Date.now() + 2_000
    client.check({ service }, { deadline }, (error, reply) => resolve(error ? error.code : reply?.status))
  })
}
