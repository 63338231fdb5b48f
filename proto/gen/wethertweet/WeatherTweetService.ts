// Original file: original/wethertweet.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { WeatherTweetRequest as _wethertweet_WeatherTweetRequest, WeatherTweetRequest__Output as _wethertweet_WeatherTweetRequest__Output } from '../wethertweet/WeatherTweetRequest.ts';
import type { WeatherTweetResponse as _wethertweet_WeatherTweetResponse, WeatherTweetResponse__Output as _wethertweet_WeatherTweetResponse__Output } from '../wethertweet/WeatherTweetResponse.ts';

export interface WeatherTweetServiceClient extends grpc.Client {
  SendTweet(argument: _wethertweet_WeatherTweetRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_wethertweet_WeatherTweetResponse__Output>): grpc.ClientUnaryCall;
  SendTweet(argument: _wethertweet_WeatherTweetRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_wethertweet_WeatherTweetResponse__Output>): grpc.ClientUnaryCall;
  SendTweet(argument: _wethertweet_WeatherTweetRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_wethertweet_WeatherTweetResponse__Output>): grpc.ClientUnaryCall;
  SendTweet(argument: _wethertweet_WeatherTweetRequest, callback: grpc.requestCallback<_wethertweet_WeatherTweetResponse__Output>): grpc.ClientUnaryCall;
  sendTweet(argument: _wethertweet_WeatherTweetRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_wethertweet_WeatherTweetResponse__Output>): grpc.ClientUnaryCall;
  sendTweet(argument: _wethertweet_WeatherTweetRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_wethertweet_WeatherTweetResponse__Output>): grpc.ClientUnaryCall;
  sendTweet(argument: _wethertweet_WeatherTweetRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_wethertweet_WeatherTweetResponse__Output>): grpc.ClientUnaryCall;
  sendTweet(argument: _wethertweet_WeatherTweetRequest, callback: grpc.requestCallback<_wethertweet_WeatherTweetResponse__Output>): grpc.ClientUnaryCall;
  
}

export interface WeatherTweetServiceHandlers extends grpc.UntypedServiceImplementation {
  SendTweet: grpc.handleUnaryCall<_wethertweet_WeatherTweetRequest__Output, _wethertweet_WeatherTweetResponse>;
  
}

export interface WeatherTweetServiceDefinition extends grpc.ServiceDefinition {
  SendTweet: MethodDefinition<_wethertweet_WeatherTweetRequest, _wethertweet_WeatherTweetResponse, _wethertweet_WeatherTweetRequest__Output, _wethertweet_WeatherTweetResponse__Output>
}
