// Original file: original/wethertweet.proto

export const Weathers = {
  weathers_unknown: 'weathers_unknown',
  sunny: 'sunny',
  cloudy: 'cloudy',
  rainy: 'rainy',
  foggy: 'foggy',
} as const;

export type Weathers =
  | 'weathers_unknown'
  | 0
  | 'sunny'
  | 1
  | 'cloudy'
  | 2
  | 'rainy'
  | 3
  | 'foggy'
  | 4

export type Weathers__Output = typeof Weathers[keyof typeof Weathers]
