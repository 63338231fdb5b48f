// Original file: original/weather.proto


export interface WeatherRequest {
  'municipality'?: (string);
  'temperature'?: (number);
  'humidity'?: (number);
  'weather'?: (string);
}

export interface WeatherRequest__Output {
  'municipality': (string);
  'temperature': (number);
  'humidity': (number);
  'weather': (string);
}
