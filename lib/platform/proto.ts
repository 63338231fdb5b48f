import { makeClientConstructor } from '@grpc/grpc-js'
import type { ProtoGrpcType as HealthTypes } from '#proto/health.ts'
import { services } from '#proto/messages.ts'
import type { ProtoGrpcType as ReadingTypes } from '#proto/readings.ts'
import type { ProtoGrpcType as WeatherTypes } from '#proto/weather.ts'
import type { ProtoGrpcType as TweetTypes } from '#proto/wethertweet.ts'
import { type GeneratedService, serviceDefinition } from './service-definition.ts'

/** Client and definition of `chaac.weather.v1.ReadingWriter`. */
export const ReadingWriter = client<ReadingTypes['chaac']['weather']['v1']['ReadingWriter']>(
  'chaac.weather.v1.ReadingWriter',
)

/** Client and definition of `grpc.health.v1.Health`. */
export const Health = client<HealthTypes['grpc']['health']['v1']['Health']>('grpc.health.v1.Health')

/** Client and definition of the manual's `weather.WeatherService`. */
export const WeatherService = client<WeatherTypes['weather']['WeatherService']>('weather.WeatherService')

/** Client and definition of the assignment's `wethertweet.WeatherTweetService`. */
export const WeatherTweetService = client<TweetTypes['wethertweet']['WeatherTweetService']>(
  'wethertweet.WeatherTweetService',
)

function client<Constructor>(name: keyof typeof services): Constructor {
  const definition = serviceDefinition(services[name] as unknown as GeneratedService)
  return makeClientConstructor(definition, name) as unknown as Constructor
}
