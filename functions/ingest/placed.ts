import type { Observation } from '#lib/domain/observation.ts'
import { toSlug } from '#lib/domain/slug.ts'
import type { KnownStation } from '#lib/stations/registry.ts'

/** A reading's flag: the station says that it is in another municipality than the registry does. */
export const PLACE_FLAG = 'municipality'

/**
 * An observation under the name and in the municipality that the registry gives its station. Whoever keeps the
 * registry knows where the station is: its word counts, and what the reading says instead is flagged.
 */
export function placed(observation: Observation, known: KnownStation | undefined): Observation {
  if (known === undefined) return observation
  const found = { ...observation, station: known.id }
  if (known.municipality === undefined) return found
  const municipality = toSlug(known.municipality)
  if (observation.municipality === undefined || observation.municipality === municipality)
    return { ...found, municipality }
  return { ...found, municipality, flags: [...(observation.flags ?? []), PLACE_FLAG] }
}
