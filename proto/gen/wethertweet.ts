import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { WeatherTweetRequest as _wethertweet_WeatherTweetRequest, WeatherTweetRequest__Output as _wethertweet_WeatherTweetRequest__Output } from './wethertweet/WeatherTweetRequest.ts';
import type { WeatherTweetResponse as _wethertweet_WeatherTweetResponse, WeatherTweetResponse__Output as _wethertweet_WeatherTweetResponse__Output } from './wethertweet/WeatherTweetResponse.ts';
import type { WeatherTweetServiceClient as _wethertweet_WeatherTweetServiceClient, WeatherTweetServiceDefinition as _wethertweet_WeatherTweetServiceDefinition } from './wethertweet/WeatherTweetService.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  wethertweet: {
    Municipalities: EnumTypeDefinition
    WeatherTweetRequest: MessageTypeDefinition<_wethertweet_WeatherTweetRequest, _wethertweet_WeatherTweetRequest__Output>
    WeatherTweetResponse: MessageTypeDefinition<_wethertweet_WeatherTweetResponse, _wethertweet_WeatherTweetResponse__Output>
    WeatherTweetService: SubtypeConstructor<typeof grpc.Client, _wethertweet_WeatherTweetServiceClient> & { service: _wethertweet_WeatherTweetServiceDefinition }
    Weathers: EnumTypeDefinition
  }
}

