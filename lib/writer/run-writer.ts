import type { Listening } from '#lib/platform/env.ts'
import { createGate } from '#lib/platform/gate.ts'
import { unary } from '#lib/platform/grpc.ts'
import { createHealth } from '#lib/platform/grpc-health.ts'
import type { Log } from '#lib/platform/log.ts'
import { Health, ReadingWriter, WeatherService, WeatherTweetService } from '#lib/platform/proto.ts'
import { type GrpcService, serveGrpc } from '#lib/platform/serve-grpc.ts'
import type { Publisher } from './publisher.ts'
import { createWriter } from './writer.ts'

/** Calls at a time: those of fifty ingests. Each waits for the broker, and has one message of at most 512 KiB. */
const limits = { work: 200, bytes: 0 }

/** Serves a writer over gRPC until the process is told to stop. */
export async function runWriter(publisher: Publisher, at: Listening, log: Log): Promise<void> {
  await serveGrpc(writerServices(publisher, log), at, log)
}

/** Our contract, the original's two, and health: the same for both writers. */
export function writerServices(publisher: Publisher, log: Log): GrpcService[] {
  const writer = createWriter(publisher)
  const gate = createGate(limits)
  const isReady = () => publisher.ready
  const health = createHealth({
    'chaac.weather.v1.ReadingWriter': isReady,
    'weather.WeatherService': isReady,
    'wethertweet.WeatherTweetService': isReady,
  })
  return [
    {
      definition: ReadingWriter.service,
      handlers: { WriteReadings: unary(log, gate, writer.writeReadings) },
    },
    {
      definition: WeatherService.service,
      handlers: { ProcessWeather: unary(log, gate, writer.processWeather) },
    },
    { definition: WeatherTweetService.service, handlers: { SendTweet: unary(log, gate, writer.sendTweet) } },
    { definition: Health.service, handlers: health },
  ]
}
