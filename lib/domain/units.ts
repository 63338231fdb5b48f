/**
 * Units of firmware in those of a reading. Factors: NIST Special Publication 811 (2008), appendix B; the inch of
 * mercury is the conventional one, 3386.389 Pa.
 */

/** °F in °C. */
export function celsiusOfFahrenheit(fahrenheit: number): number {
  return ((fahrenheit - 32) * 5) / 9
}

/** °C in °F. */
export function fahrenheitOfCelsius(celsius: number): number {
  return (celsius * 9) / 5 + 32
}

const HPA_PER_INHG = 33.86389

/** Inches of mercury in hPa. */
export function hectopascalsOfInches(inches: number): number {
  return inches * HPA_PER_INHG
}

/** HPa in inches of mercury. */
export function inchesOfHectopascals(hectopascals: number): number {
  return hectopascals / HPA_PER_INHG
}

const MS_PER_MPH = 0.44704

/** Miles an hour in m/s. */
export function metersOfMiles(milesAnHour: number): number {
  return milesAnHour * MS_PER_MPH
}

/** M/s in miles an hour. */
export function milesOfMeters(metersASecond: number): number {
  return metersASecond / MS_PER_MPH
}

/** Kilometers an hour in m/s. */
export function metersOfKilometers(kilometersAnHour: number): number {
  return kilometersAnHour / 3.6
}

/** Knots in m/s; a nautical mile has 1852 m. */
export function metersOfKnots(knots: number): number {
  return (knots * 1852) / 3600
}

/** M/s in knots. */
export function knotsOfMeters(metersASecond: number): number {
  return (metersASecond * 3600) / 1852
}

const MM_PER_INCH = 25.4

/** Inches of rain in mm. */
export function millimetersOfInches(inches: number): number {
  return inches * MM_PER_INCH
}

/** Mm of rain in inches. */
export function inchesOfMillimeters(millimeters: number): number {
  return millimeters / MM_PER_INCH
}

/** Lux of daylight in W/m²: 126.7 lux, the factor of the makers of these consoles themselves. */
export function wattsOfLux(lux: number): number {
  return lux / 126.7
}

/** A number with at most so many decimals: what a conversion adds beyond them was never measured. */
export function rounded(value: number, decimals: number): number {
  const factor = 10 ** decimals
  return Math.round(value * factor) / factor + 0
}
