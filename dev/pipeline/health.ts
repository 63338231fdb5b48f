import { credentials } from '@grpc/grpc-js'
import { Health } from '#lib/platform/proto.ts'

/** @throws unless the writer on this port serves, which it does while it has its broker */
export async function assertServing(port: number): Promise<void> {
  const client = new Health(`127.0.0.1:${port}`, credentials.createInsecure())
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  client.check(
    { service: 'chaac.weather.v1.ReadingWriter' },
    { deadline: Date.now() + 1_000 },
    (error, answer) => {
      if (error) reject(error)
      else if (answer?.status !== 'SERVING') reject(new Error('the writer has no broker yet'))
      else resolve()
    },
  )
  await promise.finally(() => client.close())
}
