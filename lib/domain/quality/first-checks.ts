import { consistencyFlags } from './consistency.ts'
import type { Said } from './flags.ts'
import { type Limits, rangeFlags } from './range.ts'

/** The flags of the checks that need nothing but the reading itself. */
export function firstChecks(said: Said, limits?: Limits): string[] {
  return [...rangeFlags(said, limits), ...consistencyFlags(said)]
}
