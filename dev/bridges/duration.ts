const ISO_8601 = /^P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** The milliseconds of an ISO 8601 duration of days at most, such as PT0.3S; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = ISO_8601.exec(text)
  if (match === null || text === 'P') return undefined
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0))
  return Math.round((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000)
}
