import { toSlug } from '#lib/domain/slug.ts'
import { parseStations } from './parse.ts'
import type { Station } from './schema.ts'
import type { Made } from './stations-file.ts'

/** What of a station everybody may know. */
export type StationPlace = Pick<
  Station,
  'id' | 'name' | 'municipality' | 'position' | 'elevation' | 'interval'
>

/** The registry without anything that proves a station. */
export type Places = {
  of(station: string): StationPlace | undefined
  /** How people write a municipality. */
  municipalityName(slug: string): string | undefined
  /** In the order of ids. */
  all: readonly StationPlace[]
}

/** Knows no station. */
export const noPlaces: Places = { of: () => undefined, municipalityName: () => undefined, all: [] }

/** What everybody may know of the stations in the text of stations.json, or everything that is wrong with it. */
export function loadPlaces(text: string): Made<Places> {
  const parsed = parseStations(text)
  if ('problems' in parsed) return parsed
  const all = parsed.stations.map(placeOf).sort((a, b) => (a.id < b.id ? -1 : 1))
  const byId = new Map(all.map((place) => [place.id, place]))
  const names = new Map(all.map(({ municipality = '' }) => [toSlug(municipality), municipality]))
  return { value: { of: (id) => byId.get(id), municipalityName: (slug) => names.get(slug), all } }
}

/** Named one by one: nothing that is added to the file later is shown by itself. */
function placeOf({ id, name, municipality, position, elevation, interval }: Station): StationPlace {
  return { id, name, municipality, position, elevation, interval }
}
