/** A place on the Earth: degrees north and east, meters above the sea. */
export type Place = {
  latitude?: number | undefined
  longitude?: number | undefined
  elevation?: number | undefined
}

const RADIANS = Math.PI / 180
const DAY = 86_400_000

/**
 * How high the sun stands in degrees above the horizon, at ms since 1970: Fourier series of declination and equation of
 * time by J. W. Spencer, Search 2 (5), 1971, as NOAA's General Solar Position Calculations use them; within 0.5°.
 */
export function sunElevation(time: number, latitude: number, longitude: number): number {
  const yearStart = Date.UTC(new Date(time).getUTCFullYear(), 0, 1)
  const angle = ((2 * Math.PI) / 365) * ((time - yearStart) / DAY - 0.5)
  const declination =
    0.006918 -
    0.399912 * Math.cos(angle) +
    0.070257 * Math.sin(angle) -
    0.006758 * Math.cos(2 * angle) +
    0.000907 * Math.sin(2 * angle) -
    0.002697 * Math.cos(3 * angle) +
    0.00148 * Math.sin(3 * angle)
  const equationMinutes =
    229.18 *
    (0.000075 +
      0.001868 * Math.cos(angle) -
      0.032077 * Math.sin(angle) -
      0.014615 * Math.cos(2 * angle) -
      0.040849 * Math.sin(2 * angle))
  const minutes = (time % DAY) / 60_000 + equationMinutes + 4 * longitude
  const hourAngle = (minutes / 4 - 180) * RADIANS
  const north = latitude * RADIANS
  const sine =
    Math.sin(north) * Math.sin(declination) + Math.cos(north) * Math.cos(declination) * Math.cos(hourAngle)
  return Math.asin(Math.max(-1, Math.min(1, sine))) / RADIANS
}

/** Radiation under a clear sky in W/m², the sun that many degrees high: B. Haurwitz, Journal of Meteorology 2, 1945. */
export function clearSkyRadiation(elevation: number): number {
  const sine = Math.sin(elevation * RADIANS)
  return sine <= 0 ? 0 : 1098 * sine * Math.exp(-0.059 / sine)
}
