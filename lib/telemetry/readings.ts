import { counter } from '#lib/platform/telemetry-meters.ts'
import { spreadBy } from '#lib/platform/telemetry-spread.ts'

const flagged = counter('chaac.readings.flagged', {
  unit: '{reading}',
  description: 'Readings with a value that fails a check',
})

/** Counts readings that fail a check, or whose clock was corrected. */
export function countFlagged(count: number, check: string): void {
  flagged(count, { 'chaac.check': check })
}

/** Counts a batch, of so many readings, that goes the way of a broker. */
export const countBatch = spreadBy(
  'chaac.batch.size',
  { unit: '{reading}', description: 'Readings in one call: of a writer, or of the store' },
  'chaac.broker',
)
