// Original file: chaac/weather/v1/readings.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { WriteReadingsRequest as _chaac_weather_v1_WriteReadingsRequest, WriteReadingsRequest__Output as _chaac_weather_v1_WriteReadingsRequest__Output } from '../../../chaac/weather/v1/WriteReadingsRequest.ts';
import type { WriteReadingsResponse as _chaac_weather_v1_WriteReadingsResponse, WriteReadingsResponse__Output as _chaac_weather_v1_WriteReadingsResponse__Output } from '../../../chaac/weather/v1/WriteReadingsResponse.ts';

export interface ReadingWriterClient extends grpc.Client {
  WriteReadings(argument: _chaac_weather_v1_WriteReadingsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chaac_weather_v1_WriteReadingsResponse__Output>): grpc.ClientUnaryCall;
  WriteReadings(argument: _chaac_weather_v1_WriteReadingsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chaac_weather_v1_WriteReadingsResponse__Output>): grpc.ClientUnaryCall;
  WriteReadings(argument: _chaac_weather_v1_WriteReadingsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chaac_weather_v1_WriteReadingsResponse__Output>): grpc.ClientUnaryCall;
  WriteReadings(argument: _chaac_weather_v1_WriteReadingsRequest, callback: grpc.requestCallback<_chaac_weather_v1_WriteReadingsResponse__Output>): grpc.ClientUnaryCall;
  writeReadings(argument: _chaac_weather_v1_WriteReadingsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_chaac_weather_v1_WriteReadingsResponse__Output>): grpc.ClientUnaryCall;
  writeReadings(argument: _chaac_weather_v1_WriteReadingsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_chaac_weather_v1_WriteReadingsResponse__Output>): grpc.ClientUnaryCall;
  writeReadings(argument: _chaac_weather_v1_WriteReadingsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_chaac_weather_v1_WriteReadingsResponse__Output>): grpc.ClientUnaryCall;
  writeReadings(argument: _chaac_weather_v1_WriteReadingsRequest, callback: grpc.requestCallback<_chaac_weather_v1_WriteReadingsResponse__Output>): grpc.ClientUnaryCall;
  
}

export interface ReadingWriterHandlers extends grpc.UntypedServiceImplementation {
  WriteReadings: grpc.handleUnaryCall<_chaac_weather_v1_WriteReadingsRequest__Output, _chaac_weather_v1_WriteReadingsResponse>;
  
}

export interface ReadingWriterDefinition extends grpc.ServiceDefinition {
  WriteReadings: MethodDefinition<_chaac_weather_v1_WriteReadingsRequest, _chaac_weather_v1_WriteReadingsResponse, _chaac_weather_v1_WriteReadingsRequest__Output, _chaac_weather_v1_WriteReadingsResponse__Output>
}
