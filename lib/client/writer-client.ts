import { credentials, type Metadata } from '@grpc/grpc-js'
import type { Reading } from '#lib/domain/reading.ts'
import { empty, errorOfCall } from '#lib/platform/grpc.ts'
import { ReadingWriter } from '#lib/platform/proto.ts'
import { createClientCall } from '#lib/platform/telemetry-grpc.ts'
import { toReadingMessage } from '#lib/writer/reading-message.ts'
import type { ReadingWriterClient } from '#proto/chaac/weather/v1/ReadingWriter.ts'
import type { WriteReadingsRequest } from '#proto/chaac/weather/v1/WriteReadingsRequest.ts'

/** A call may have to wake its writer first; two in a row must be over before an end in order gives up waiting. */
const DEADLINE_MS = 6_000

/** As telemetry names it. */
const METHOD = ReadingWriter.service.WriteReadings.path.slice(1)

/** A writer at the other end of gRPC. */
export type WriterClient = AsyncDisposable & {
  /**
   * Resolves only after the broker has confirmed all of the readings, at most MAX_READINGS. Rejects with PermanentError
   * when they break a rule, with TransientError in all other cases.
   */
  write(readings: readonly Reading[]): Promise<void>
}

/** Connects when first used, and again for ever. While nothing listens there, calls fail at once. */
export function createWriterClient(address: string): WriterClient {
  const client = new ReadingWriter(address, credentials.createInsecure(), {
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.min_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 1_000,
    // While calls are under way a connection has to answer; one that is open but dead is given up for a new one.
    'grpc.keepalive_time_ms': 2_000,
    'grpc.keepalive_timeout_ms': 2_000,
  })
  const inCall = createClientCall(METHOD, address)
  return {
    write(readings) {
      const message = { readings: readings.map(toReadingMessage) }
      return inCall((metadata) => send(client, message, metadata))
    },
    async [Symbol.asyncDispose]() {
      client.close()
    },
  }
}

function send(client: ReadingWriterClient, message: WriteReadingsRequest, metadata: Metadata): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  client.writeReadings(message, metadata, { deadline: Date.now() + DEADLINE_MS }, (error, reply) => {
    empty(message)
    empty(reply)
    if (error) reject(errorOfCall(error))
    else resolve()
  })
  return promise
}
