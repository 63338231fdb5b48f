/** What a station has kept: so many readings, one each hundredth of a second until now. */
export function backlogOf(station: string, count: number, temperature: number) {
  const now = Date.now()
  return Array.from({ length: count }, (_, index) => {
    return { station, temperature, observedAt: new Date(now - index * 10).toISOString() }
  })
}
