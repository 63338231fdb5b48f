import type * as z from 'zod'
import { toSlug } from '#lib/domain/slug.ts'
import type { StationPlace } from '#lib/stations/places.ts'
import type { LatestReading } from '#lib/store/latest.ts'
import type { featureSchema, stationSchema } from './schemas.ts'

/** The newest reading of a station, with what the registry knows of it. */
export function stationOf(
  reading: LatestReading,
  place: StationPlace | undefined,
): z.infer<typeof stationSchema> {
  const { name, position, elevation } = place ?? {}
  return { ...reading, name, position, elevation }
}

/** A station on the map, RFC 7946; undefined without a position. One that is silent has no reading. */
export function featureOf(
  place: StationPlace,
  reading: LatestReading | undefined,
): z.infer<typeof featureSchema> | undefined {
  const { id, name, municipality, position, elevation } = place
  if (position === undefined) return undefined
  const { latitude, longitude } = position
  const coordinates = [longitude, latitude, ...(elevation === undefined ? [] : [elevation])]
  const slug = municipality === undefined ? undefined : toSlug(municipality)
  const properties = { station: id, name, municipality: slug, ...reading }
  return { type: 'Feature', id, geometry: { type: 'Point', coordinates }, properties }
}
