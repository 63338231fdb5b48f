import type { Observation } from '#lib/domain/observation.ts'
import { climateLimits, type Limits } from '#lib/domain/quality/range.ts'
import { toSlug } from '#lib/domain/slug.ts'
import type { KnownStation } from '#lib/stations/registry.ts'

/** A reading's flag: the station says that it is in another municipality than the registry does. */
export const PLACE_FLAG = 'municipality'

/** An observation that is let in, with what the registry knows of its station's place (degrees, metres) and climate. */
export type Admitted = {
  observation: Observation
  place?: { latitude?: number; longitude?: number; elevation?: number | undefined }
  limits?: Limits | undefined
}

/**
 * An observation under the name and in the municipality that the registry gives its station. Whoever keeps the
 * registry knows where the station is: its word counts, and what the reading says instead is flagged.
 */
export function placed(observation: Observation, known: KnownStation | undefined): Admitted {
  if (known === undefined) return { observation }
  const { position, elevation, limits } = known
  const place = { ...position, elevation }
  return { observation: named(observation, known), place, limits: limits && climateLimits(limits) }
}

function named(observation: Observation, { id: station, municipality }: KnownStation): Observation {
  if (municipality === undefined) return { ...observation, station }
  const ours = toSlug(municipality)
  const { municipality: said = ours, flags = [] } = observation
  const found = { ...observation, station, municipality: ours }
  return said === ours ? found : { ...found, flags: [...flags, PLACE_FLAG] }
}
