import { loadPackageDefinition } from '@grpc/grpc-js'
import { fromJSON } from '@grpc/proto-loader'
import descriptor from '#proto/descriptor.json' with { type: 'json' }
import type { ProtoGrpcType as HealthTypes } from '#proto/health.ts'
import type { ProtoGrpcType as ReadingTypes } from '#proto/readings.ts'
import type { ProtoGrpcType as WeatherTypes } from '#proto/weather.ts'
import type { ProtoGrpcType as TweetTypes } from '#proto/wethertweet.ts'
import { loaderOptions } from '../../proto/loader-options.ts'

const loaded = loadPackageDefinition(
  fromJSON(descriptor as unknown as Parameters<typeof fromJSON>[0], loaderOptions),
) as unknown as ReadingTypes & HealthTypes & WeatherTypes & TweetTypes

/** Client and definition of `chaac.weather.v1.ReadingWriter`. */
export const ReadingWriter = loaded.chaac.weather.v1.ReadingWriter

/** Client and definition of `grpc.health.v1.Health`. */
export const Health = loaded.grpc.health.v1.Health

/** Client and definition of the manual's `weather.WeatherService`. */
export const WeatherService = loaded.weather.WeatherService

/** Client and definition of the assignment's `wethertweet.WeatherTweetService`. */
export const WeatherTweetService = loaded.wethertweet.WeatherTweetService
