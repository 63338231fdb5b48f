const TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)$/i

type Timestamp = { seconds: number; fraction: string; offset: string; secondsGiven: boolean }

/** `time` as Java writes it again: the offset stays, zeros at the end of the fraction go. Seconds may be missing. */
export function javaTime(text: string): string | undefined {
  const time = parse(text)
  if (time === undefined) return undefined
  const { seconds, fraction, offset } = time
  const local = new Date(seconds * 1_000).toISOString().slice(0, 19)
  return `${local}${fraction}${/^[+-]00:00$/.test(offset) ? 'Z' : offset}`
}

/** `time` as Go writes it again: in UTC, without zeros at the end of the fraction. */
export function goTime(text: string): string | undefined {
  const time = /[tz]/.test(text) ? undefined : parse(text)
  if (time === undefined || !time.secondsGiven) return undefined
  const { seconds, fraction, offset } = time
  return `${new Date((seconds - secondsOf(offset)) * 1_000).toISOString().slice(0, 19)}${fraction}Z`
}

function parse(text: string): Timestamp | undefined {
  const match = TIMESTAMP.exec(text)
  if (match === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  const millis = Date.UTC(year, month - 1, day, hour, minute, second)
  const written = [year, month, day, hour, minute, second].map((part) => String(part).padStart(2, '0'))
  if (
    new Date(millis).toISOString().replaceAll(/\D/g, '').slice(0, 14) !== written.join('').padStart(14, '0')
  )
    return undefined // the 30th of February, hour 25
  const fraction = (match[7] ?? '').replace(/0+$/, '')
  return {
    seconds: millis / 1_000,
    fraction: fraction && `.${fraction}`,
    offset: (match[8] ?? 'Z').toUpperCase(),
    secondsGiven: match[6] !== undefined,
  }
}

function secondsOf(offset: string): number {
  if (offset === 'Z') return 0
  const seconds = (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4))) * 60
  return offset.startsWith('-') ? -seconds : seconds
}
