/** What Lua's `%.2f` makes of a number. JavaScript rounds exact halves up, C to even. */
export function hundredths(value: number): string {
  const scaled = value * 100
  const isHalf = Number.isInteger(value * 8) && Math.abs(scaled % 1) === 0.5
  const text = isHalf ? (2 * Math.round(scaled / 2) * 0.01).toFixed(2) : value.toFixed(2)
  return text === '-0.00' ? '0.00' : text
}

/** The mean of integers of thousandths, as the store has it. */
export function meanOf(values: readonly number[]): string {
  return hundredths(thousandths(values).reduce((sum, value) => sum + value, 0) / values.length / 1000)
}

/** Measured values as the store adds them. */
export function thousandths(values: readonly number[]): number[] {
  return values.map((value) => Math.floor(value * 1000 + 0.5))
}
