import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { WeatherRequest as _weather_WeatherRequest, WeatherRequest__Output as _weather_WeatherRequest__Output } from './weather/WeatherRequest.ts';
import type { WeatherResponse as _weather_WeatherResponse, WeatherResponse__Output as _weather_WeatherResponse__Output } from './weather/WeatherResponse.ts';
import type { WeatherServiceClient as _weather_WeatherServiceClient, WeatherServiceDefinition as _weather_WeatherServiceDefinition } from './weather/WeatherService.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  weather: {
    WeatherRequest: MessageTypeDefinition<_weather_WeatherRequest, _weather_WeatherRequest__Output>
    WeatherResponse: MessageTypeDefinition<_weather_WeatherResponse, _weather_WeatherResponse__Output>
    WeatherService: SubtypeConstructor<typeof grpc.Client, _weather_WeatherServiceClient> & { service: _weather_WeatherServiceDefinition }
  }
}

