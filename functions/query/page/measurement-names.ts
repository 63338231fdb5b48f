import type { Measurement } from '#lib/domain/measurements.ts'
import { labels } from './format.ts'

export type { Measurement }

/** All measurements, in the order in which they are written everywhere. */
export const measurementNames = Object.keys(labels) as Measurement[]
