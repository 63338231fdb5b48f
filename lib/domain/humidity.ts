/**
 * Magnus' formula over water with the coefficients of the World Meteorological Organization, Guide to Instruments and
 * Methods of Observation (WMO-No. 8), part I, annex 4.B; good from -45 to 60 °C.
 */
const A = 17.62
const B = 243.12

/** Pressure of saturated vapour over water in hPa, at °C. */
export function saturationPressure(temperature: number): number {
  return 6.112 * Math.exp((A * temperature) / (B + temperature))
}

/** Dew point in °C of air at °C and % of relative humidity above zero. */
export function dewPoint(temperature: number, humidity: number): number {
  const gamma = Math.log(humidity / 100) + (A * temperature) / (B + temperature)
  return (B * gamma) / (A - gamma)
}

/** Relative humidity in % of air at °C with that dew point; over 100 where a sensor errs. */
export function humidityOf(temperature: number, dewPoint: number): number {
  return (100 * saturationPressure(dewPoint)) / saturationPressure(temperature)
}
