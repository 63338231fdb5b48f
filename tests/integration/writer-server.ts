import { Server, ServerCredentials, type UntypedServiceImplementation } from '@grpc/grpc-js'
import type { Log } from '#lib/platform/log.ts'
import type { Publisher } from '#lib/writer/publisher.ts'
import { writerServices } from '#lib/writer/run-writer.ts'

/** A writer on a free port of this process, at the address `addr`. It takes its publisher along when it ends. */
export async function serveWriter(publisher: Publisher, log: Log) {
  const server = new Server()
  for (const { definition, handlers } of writerServices(publisher, log))
    server.addService(definition, handlers as UntypedServiceImplementation)
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
    error ? reject(error) : resolve(bound),
  )
  return {
    addr: `127.0.0.1:${await promise}`,
    async [Symbol.asyncDispose]() {
      server.forceShutdown()
      await publisher[Symbol.asyncDispose]()
    },
  }
}
