import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { RainCounter as _chaac_weather_v1_RainCounter, RainCounter__Output as _chaac_weather_v1_RainCounter__Output } from './chaac/weather/v1/RainCounter.ts';
import type { Reading as _chaac_weather_v1_Reading, Reading__Output as _chaac_weather_v1_Reading__Output } from './chaac/weather/v1/Reading.ts';
import type { ReadingWriterClient as _chaac_weather_v1_ReadingWriterClient, ReadingWriterDefinition as _chaac_weather_v1_ReadingWriterDefinition } from './chaac/weather/v1/ReadingWriter.ts';
import type { WriteReadingsRequest as _chaac_weather_v1_WriteReadingsRequest, WriteReadingsRequest__Output as _chaac_weather_v1_WriteReadingsRequest__Output } from './chaac/weather/v1/WriteReadingsRequest.ts';
import type { WriteReadingsResponse as _chaac_weather_v1_WriteReadingsResponse, WriteReadingsResponse__Output as _chaac_weather_v1_WriteReadingsResponse__Output } from './chaac/weather/v1/WriteReadingsResponse.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from './google/protobuf/Timestamp.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  chaac: {
    weather: {
      v1: {
        Condition: EnumTypeDefinition
        RainCounter: MessageTypeDefinition<_chaac_weather_v1_RainCounter, _chaac_weather_v1_RainCounter__Output>
        Reading: MessageTypeDefinition<_chaac_weather_v1_Reading, _chaac_weather_v1_Reading__Output>
        ReadingWriter: SubtypeConstructor<typeof grpc.Client, _chaac_weather_v1_ReadingWriterClient> & { service: _chaac_weather_v1_ReadingWriterDefinition }
        WriteReadingsRequest: MessageTypeDefinition<_chaac_weather_v1_WriteReadingsRequest, _chaac_weather_v1_WriteReadingsRequest__Output>
        WriteReadingsResponse: MessageTypeDefinition<_chaac_weather_v1_WriteReadingsResponse, _chaac_weather_v1_WriteReadingsResponse__Output>
      }
    }
  }
  google: {
    protobuf: {
      Timestamp: MessageTypeDefinition<_google_protobuf_Timestamp, _google_protobuf_Timestamp__Output>
    }
  }
}

