import { constants, type ServerHttp2Stream } from 'node:http2'
import {
  ServerInterceptingCall,
  type ServerInterceptor,
  ServerListenerBuilder,
  type ServerOptions,
  status,
} from '@grpc/grpc-js'

/** How long a caller may take for its message: it is small, and the caller has it before it calls. */
const RECEIVE_MS = 10_000

/**
 * What a server of gRPC takes. A message: 256 of the largest readings are half of it. Calls at a time on one
 * connection: twenty times what a lane of ingest makes. Connections that are dead, or that nobody uses, end.
 */
export const grpcLimits: ServerOptions = {
  'grpc.max_receive_message_length': 512 * 1024,
  'grpc.max_concurrent_streams': 100,
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
  'grpc.max_connection_idle_ms': 300_000,
  'grpc.enable_channelz': 0, // it remembers each call, for nobody
}

/** Ends a call whose message is not there in time: it would hold its place, and an end in order, for ever. */
export function receiveWithin(): ServerInterceptor {
  return (_, call) => {
    const limit = setTimeout(() => {
      call.sendStatus({ code: status.DEADLINE_EXCEEDED, details: `no message within ${RECEIVE_MS} ms` })
      const { stream } = call as unknown as { stream: ServerHttp2Stream } // not in the types
      stream.close(constants.NGHTTP2_NO_ERROR) // the caller's half would stay open
    }, RECEIVE_MS)
    const done = () => clearTimeout(limit)
    const listener = new ServerListenerBuilder()
      .withOnReceiveHalfClose((next) => {
        done()
        next()
      })
      .withOnCancel(done)
      .build()
    return new ServerInterceptingCall(call, {
      start: (next) => next(listener),
      sendStatus(said, next) {
        done()
        next(said)
      },
    })
  }
}
