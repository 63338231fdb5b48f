/**
 * What the checks against a station's own past look at. They look at whole minutes, because the published limits are
 * for values of a minute. All values are integers of thousandths of the unit, as the store adds them.
 */
export type Minute = { minute: number; mean: number; least: number; greatest: number }

/** The measurements that are checked against the past: those of which averages and extremes are made. */
export const judged = ['temperature', 'humidity'] as const

/** One of them. */
export type Judged = (typeof judged)[number]

/** How far back a check looks for the minutes before, in minutes. */
export const LOOK_BACK = 30
