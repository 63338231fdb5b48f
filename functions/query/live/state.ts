import type * as z from 'zod'
import type { LatestReading } from '#lib/store/latest.ts'
import type { Refusal } from '../picture.ts'
import type { liveEventSchema } from './event.ts'

/** An event of the live stream. */
export type LiveEvent = z.infer<typeof liveEventSchema>

/** Parts of the picture that an event carries whole, when they have changed. */
export const sections = ['summary', 'flow', 'averages', 'names', 'conditions', 'refused', 'dead'] as const

/** What the live page shows, as it was at one moment. A part that has not changed is the same object as before. */
export type LiveState = Pick<
  LiveEvent,
  'at' | 'store' | 'summary' | 'flow' | 'averages' | 'names' | 'conditions' | 'dead'
> & {
  refused?: Refusal[] | undefined
  readings: ReadonlyMap<string, LatestReading>
}
