import type fc from 'fast-check'
import type { World } from './world.ts'

/**
 * A way into the pipeline that strangers can reach. `cases` are what comes in through it, and `enter` hands over some
 * of them at the same time, and throws when one is answered as none may be. A new door is one file in doors/ and one
 * line in doors.ts.
 */
export type Door<Case> = {
  name: string
  /** Its part of all cases, in tenths. */
  share: number
  cases: fc.Arbitrary<Case>
  enter(world: World, cases: readonly Case[]): Promise<void>
}

/** Something has been answered, or done, that must not be. */
export class Broken extends Error {
  override readonly name = 'Broken'
}

/** @throws Broken unless it holds */
export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Broken(what)
}
