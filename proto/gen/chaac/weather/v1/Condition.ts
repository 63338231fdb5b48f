// Original file: chaac/weather/v1/readings.proto

export const Condition = {
  CONDITION_UNKNOWN: 'CONDITION_UNKNOWN',
  CONDITION_SUNNY: 'CONDITION_SUNNY',
  CONDITION_CLOUDY: 'CONDITION_CLOUDY',
  CONDITION_RAINY: 'CONDITION_RAINY',
  CONDITION_FOGGY: 'CONDITION_FOGGY',
  CONDITION_STORMY: 'CONDITION_STORMY',
  CONDITION_SNOWY: 'CONDITION_SNOWY',
  CONDITION_WINDY: 'CONDITION_WINDY',
} as const;

export type Condition =
  | 'CONDITION_UNKNOWN'
  | 0
  | 'CONDITION_SUNNY'
  | 1
  | 'CONDITION_CLOUDY'
  | 2
  | 'CONDITION_RAINY'
  | 3
  | 'CONDITION_FOGGY'
  | 4
  | 'CONDITION_STORMY'
  | 5
  | 'CONDITION_SNOWY'
  | 6
  | 'CONDITION_WINDY'
  | 7

export type Condition__Output = typeof Condition[keyof typeof Condition]
