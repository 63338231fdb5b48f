// Original file: original/weather.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { WeatherRequest as _weather_WeatherRequest, WeatherRequest__Output as _weather_WeatherRequest__Output } from '../weather/WeatherRequest.ts';
import type { WeatherResponse as _weather_WeatherResponse, WeatherResponse__Output as _weather_WeatherResponse__Output } from '../weather/WeatherResponse.ts';

export interface WeatherServiceClient extends grpc.Client {
  ProcessWeather(argument: _weather_WeatherRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_weather_WeatherResponse__Output>): grpc.ClientUnaryCall;
  ProcessWeather(argument: _weather_WeatherRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_weather_WeatherResponse__Output>): grpc.ClientUnaryCall;
  ProcessWeather(argument: _weather_WeatherRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_weather_WeatherResponse__Output>): grpc.ClientUnaryCall;
  ProcessWeather(argument: _weather_WeatherRequest, callback: grpc.requestCallback<_weather_WeatherResponse__Output>): grpc.ClientUnaryCall;
  processWeather(argument: _weather_WeatherRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_weather_WeatherResponse__Output>): grpc.ClientUnaryCall;
  processWeather(argument: _weather_WeatherRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_weather_WeatherResponse__Output>): grpc.ClientUnaryCall;
  processWeather(argument: _weather_WeatherRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_weather_WeatherResponse__Output>): grpc.ClientUnaryCall;
  processWeather(argument: _weather_WeatherRequest, callback: grpc.requestCallback<_weather_WeatherResponse__Output>): grpc.ClientUnaryCall;
  
}

export interface WeatherServiceHandlers extends grpc.UntypedServiceImplementation {
  ProcessWeather: grpc.handleUnaryCall<_weather_WeatherRequest__Output, _weather_WeatherResponse>;
  
}

export interface WeatherServiceDefinition extends grpc.ServiceDefinition {
  ProcessWeather: MethodDefinition<_weather_WeatherRequest, _weather_WeatherResponse, _weather_WeatherRequest__Output, _weather_WeatherResponse__Output>
}
