import type { Outcome } from './run-bench.ts'

/** More than this, and the machine was too busy to tell. */
export const NOISE = 0.15

/** More than this is a change. */
const CHANGE = 0.15

/** A ratio that is not what it was. */
export type Change = { variant: string; was: number; is: number; share: number }

/** The ratios of the figure that tells, against an earlier outcome's. */
export function changesSince(before: Outcome, now: Outcome): Change[] {
  return Object.entries(now.variants).flatMap(([variant, figures]) => {
    const was = before.variants[variant]?.[now.figure]?.ratio
    const is = figures[now.figure]?.ratio
    if (was === undefined || is === undefined || was === 0) return []
    const share = is / was - 1
    return Math.abs(share) > CHANGE ? [{ variant, was, is, share }] : []
  })
}

/** Whether changes between the two can be believed. */
export function isQuiet(before: Outcome, now: Outcome): boolean {
  return Math.max(before.noise, now.noise) <= NOISE
}
