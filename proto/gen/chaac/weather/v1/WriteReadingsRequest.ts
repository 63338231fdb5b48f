// Original file: chaac/weather/v1/readings.proto

import type { Reading as _chaac_weather_v1_Reading, Reading__Output as _chaac_weather_v1_Reading__Output } from '../../../chaac/weather/v1/Reading.ts';

export interface WriteReadingsRequest {
  'readings'?: (_chaac_weather_v1_Reading)[];
}

export interface WriteReadingsRequest__Output {
  'readings': (_chaac_weather_v1_Reading__Output)[];
}
