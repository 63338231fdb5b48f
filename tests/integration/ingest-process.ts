import { Server, ServerCredentials } from '@grpc/grpc-js'
import { ReadingWriter } from '#lib/platform/proto.ts'
import type { ReadingWriterHandlers } from '#proto/chaac/weather/v1/ReadingWriter.ts'
import { startFunction } from './function-process.ts'

/**
 * ingest as a process of its own, before a writer in this one that notes the stations of what it is given; or before
 * the writers that `env` names.
 */
export async function startIngest(env: Record<string, string>) {
  const written: string[] = []
  const writer = new Server()
  const handlers: ReadingWriterHandlers = {
    WriteReadings({ request }, reply) {
      written.push(...request.readings.map(({ station }) => station))
      reply(null, { confirmedBy: 'kafka', ids: [] })
    },
  }
  writer.addService(ReadingWriter.service, { ...handlers })
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  writer.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
    error ? reject(error) : resolve(bound),
  )
  const address = `127.0.0.1:${await promise}`
  const ingest = await startFunction('ingest', {
    GRPC_KAFKA_ADDR: address,
    GRPC_RABBIT_ADDR: address,
    ...env,
  })
  return {
    ...ingest,
    written,
    async [Symbol.asyncDispose]() {
      await ingest[Symbol.asyncDispose]()
      writer.forceShutdown()
    },
  }
}
