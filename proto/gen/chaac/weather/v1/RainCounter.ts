// Original file: chaac/weather/v1/readings.proto


export interface RainCounter {
  'of'?: (string);
  'mm'?: (number | string);
}

export interface RainCounter__Output {
  'of': (string);
  'mm': (number);
}
