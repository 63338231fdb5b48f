// Original file: original/weather.proto


export interface WeatherResponse {
  'message'?: (string);
  'success'?: (boolean);
}

export interface WeatherResponse__Output {
  'message': (string);
  'success': (boolean);
}
