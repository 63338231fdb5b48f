// Original file: original/wethertweet.proto

import type { Municipalities as _wethertweet_Municipalities, Municipalities__Output as _wethertweet_Municipalities__Output } from '../wethertweet/Municipalities.ts';
import type { Weathers as _wethertweet_Weathers, Weathers__Output as _wethertweet_Weathers__Output } from '../wethertweet/Weathers.ts';

export interface WeatherTweetRequest {
  'municipality'?: (_wethertweet_Municipalities);
  'temperature'?: (number);
  'humidity'?: (number);
  'weather'?: (_wethertweet_Weathers);
}

export interface WeatherTweetRequest__Output {
  'municipality': (_wethertweet_Municipalities__Output);
  'temperature': (number);
  'humidity': (number);
  'weather': (_wethertweet_Weathers__Output);
}
