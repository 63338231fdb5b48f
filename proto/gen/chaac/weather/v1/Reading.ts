// Original file: chaac/weather/v1/readings.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Condition as _chaac_weather_v1_Condition, Condition__Output as _chaac_weather_v1_Condition__Output } from '../../../chaac/weather/v1/Condition.ts';
import type { RainCounter as _chaac_weather_v1_RainCounter, RainCounter__Output as _chaac_weather_v1_RainCounter__Output } from '../../../chaac/weather/v1/RainCounter.ts';

export interface Reading {
  'id'?: (string);
  'station'?: (string);
  'observedAt'?: (_google_protobuf_Timestamp | null);
  'receivedAt'?: (_google_protobuf_Timestamp | null);
  'municipality'?: (string);
  'temperature'?: (number | string);
  'humidity'?: (number | string);
  'pressure'?: (number | string);
  'windSpeed'?: (number | string);
  'windGust'?: (number | string);
  'windDirection'?: (number | string);
  'rainRate'?: (number | string);
  'rain'?: (number | string);
  'solarRadiation'?: (number | string);
  'uvIndex'?: (number | string);
  'condition'?: (_chaac_weather_v1_Condition);
  'quality'?: (string)[];
  'dialect'?: (string);
  'rainCounter'?: (_chaac_weather_v1_RainCounter | null);
  '_municipality'?: "municipality";
  '_temperature'?: "temperature";
  '_humidity'?: "humidity";
  '_pressure'?: "pressure";
  '_windSpeed'?: "windSpeed";
  '_windGust'?: "windGust";
  '_windDirection'?: "windDirection";
  '_rainRate'?: "rainRate";
  '_rain'?: "rain";
  '_solarRadiation'?: "solarRadiation";
  '_uvIndex'?: "uvIndex";
  '_condition'?: "condition";
  '_rainCounter'?: "rainCounter";
}

export interface Reading__Output {
  'id': (string);
  'station': (string);
  'observedAt': (_google_protobuf_Timestamp__Output | null);
  'receivedAt': (_google_protobuf_Timestamp__Output | null);
  'municipality'?: (string);
  'temperature'?: (number);
  'humidity'?: (number);
  'pressure'?: (number);
  'windSpeed'?: (number);
  'windGust'?: (number);
  'windDirection'?: (number);
  'rainRate'?: (number);
  'rain'?: (number);
  'solarRadiation'?: (number);
  'uvIndex'?: (number);
  'condition'?: (_chaac_weather_v1_Condition__Output);
  'quality': (string)[];
  'dialect': (string);
  'rainCounter'?: (_chaac_weather_v1_RainCounter__Output | null);
}
