// Original file: original/wethertweet.proto


export interface WeatherTweetResponse {
  'status'?: (string);
}

export interface WeatherTweetResponse__Output {
  'status': (string);
}
