import {
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js'
import type { Listening } from './env.ts'
import { grpcLimits, receiveWithin } from './grpc-limits.ts'
import { stopSignal } from './lifetime.ts'
import { onceListening } from './listening.ts'
import type { Log } from './log.ts'

/** How long an end waits for calls under way; a caller that stalls in the middle of its own is cut off then. */
const DRAIN_MS = 15_000

/** A service: its definition and the functions that do it. */
export type GrpcService = { definition: ServiceDefinition; handlers: object }

/** Serves HTTP/2 without TLS (h2c) until the process is told to stop, then finishes the calls under way. */
export async function serveGrpc(services: readonly GrpcService[], at: Listening, log: Log): Promise<void> {
  const server = new Server({ ...grpcLimits, interceptors: [receiveWithin()] })
  for (const { definition, handlers } of services) {
    server.addService(definition, handlers as UntypedServiceImplementation)
  }
  await new Promise<void>((bound, failed) => {
    server.bindAsync(`${at.host ?? '0.0.0.0'}:${at.port}`, ServerCredentials.createInsecure(), (error) =>
      error ? failed(error) : bound(),
    )
  })
  onceListening(at, log)
  await stopSignal()
  const limit = setTimeout(() => server.forceShutdown(), DRAIN_MS)
  await new Promise<void>((closed, failed) =>
    server.tryShutdown((error) => (error ? failed(error) : closed())),
  )
  clearTimeout(limit)
  log('info', 'stopped')
}
