import { saturationPressure } from './humidity.ts'

/**
 * Constants of the reduction to sea level: WMO-No. 8, part I, 3.7 (2018): log10(p0 / p) = Kp · H / Tm, where Tm is the
 * mean virtual temperature of the air that is missing below the station.
 */
const KP = 0.014_827_5
const LAPSE = 0.0065
const HUMID = 0.12

/** The temperature in °C of the standard atmosphere (ISO 2533) at so many meters. */
function standardTemperature(elevation: number): number {
  return 15 - LAPSE * elevation
}

/** Air at the station; the standard atmosphere's where it is not known. */
export type Air = { temperature?: number | undefined; humidity?: number | undefined }

/** Pressure in hPa at sea level, from that at a station at so many meters. */
export function seaLevelPressure(stationPressure: number, elevation: number, air: Air = {}): number {
  return stationPressure * ratio(elevation, air)
}

/** Pressure in hPa at a station at so many meters, from that at sea level. */
export function stationPressure(seaLevelPressure: number, elevation: number, air: Air = {}): number {
  return seaLevelPressure / ratio(elevation, air)
}

function ratio(
  elevation: number,
  { temperature = standardTemperature(elevation), humidity = 0 }: Air,
): number {
  const vapour = (saturationPressure(temperature) * humidity) / 100
  const mean = temperature + 273.15 + (LAPSE * elevation) / 2 + HUMID * vapour
  return 10 ** ((KP * elevation) / mean)
}
