// Original file: original/wethertweet.proto

export const Municipalities = {
  municipalities_unknown: 'municipalities_unknown',
  mixco: 'mixco',
  guatemala: 'guatemala',
  amatitlan: 'amatitlan',
  chinautla: 'chinautla',
} as const;

export type Municipalities =
  | 'municipalities_unknown'
  | 0
  | 'mixco'
  | 1
  | 'guatemala'
  | 2
  | 'amatitlan'
  | 3
  | 'chinautla'
  | 4

export type Municipalities__Output = typeof Municipalities[keyof typeof Municipalities]
