import type { Listening } from '#lib/platform/env.ts'
import { unary } from '#lib/platform/grpc.ts'
import { createHealth } from '#lib/platform/grpc-health.ts'
import type { Log } from '#lib/platform/log.ts'
import { Health, ReadingWriter, WeatherService, WeatherTweetService } from '#lib/platform/proto.ts'
import { type GrpcService, serveGrpc } from '#lib/platform/serve-grpc.ts'
import type { Publisher } from './publisher.ts'
import { createWriter } from './writer.ts'

/** Serves a writer over gRPC until the process is told to stop. */
export async function runWriter(publisher: Publisher, at: Listening, log: Log): Promise<void> {
  await serveGrpc(writerServices(publisher, log), at, log)
}

/** Our contract, the original's two, and health: the same for both writers. */
export function writerServices(publisher: Publisher, log: Log): GrpcService[] {
  const writer = createWriter(publisher)
  const isReady = () => publisher.ready
  const health = createHealth({
    'chaac.weather.v1.ReadingWriter': isReady,
    'weather.WeatherService': isReady,
    'wethertweet.WeatherTweetService': isReady,
  })
  return [
    { definition: ReadingWriter.service, handlers: { WriteReadings: unary(log, writer.writeReadings) } },
    { definition: WeatherService.service, handlers: { ProcessWeather: unary(log, writer.processWeather) } },
    { definition: WeatherTweetService.service, handlers: { SendTweet: unary(log, writer.sendTweet) } },
    { definition: Health.service, handlers: health },
  ]
}
