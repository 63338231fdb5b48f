/** What grpc-js takes to start: a server of one method, without messages. */
import { Server, ServerCredentials } from '@grpc/grpc-js'

const asIs = (bytes: Buffer): Buffer => bytes
const echo = {
  path: '/bare.Echo/Say',
  requestStream: false,
  responseStream: false,
  requestSerialize: asIs,
  requestDeserialize: asIs,
  responseSerialize: asIs,
  responseDeserialize: asIs,
} as const

const server = new Server()
server.addService(
  { Say: echo },
  {
    Say: (call: { request: Buffer }, reply: (error: null, bytes: Buffer) => void) =>
      reply(null, call.request),
  },
)
server.bindAsync(`127.0.0.1:${process.argv[2]}`, ServerCredentials.createInsecure(), (error) => {
  if (error) throw error
})
// An end in order writes the compile cache, which a start is measured with.
process.once('SIGTERM', () => server.forceShutdown())
