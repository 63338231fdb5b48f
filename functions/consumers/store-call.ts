import { createHash } from 'node:crypto'
import type { Delivery, Refusal } from '#lib/domain/delivery.ts'
import { CLOCK_LEAD_MS } from '#lib/domain/observation.ts'
import type { Reading } from '#lib/domain/reading.ts'
import { timeOfId } from '#lib/domain/reading-id.ts'
import { toLatestFields } from '#lib/store/latest.ts'

/**
 * What becomes of values that fail a check of quality: left out of averages and extremes, or only flagged; or whether
 * the checks against a station's past and its neighbours are left out.
 */
export const qualityModes = ['exclude', 'flag', 'off'] as const

/** How the window is made. Times in milliseconds. */
export type Window = { retention: number; listLimit: number; quality?: (typeof qualityModes)[number] }

/** Each set of marks is cut into this many: 234 marks a set at 1,000 readings/s, and up to 512 stay compact. */
const SHARDS = 256

const MINUTE = 60_000

/** Readings may be that far ahead: what ingest allows, and what its clock and ours may differ. */
export const LEAD_MS = CLOCK_LEAD_MS + MINUTE

/** The arguments of one call of the Valkey function, as lua/store.lua reads them. */
export function storeArguments(delivery: Delivery, now: number, window: Window): string[] {
  const { broker, readings, refusals } = withoutFuture(delivery, now + LEAD_MS)
  const counts = [window.listLimit, broker, readings.length, refusals.length].map(String)
  const args = [...windowArguments(now, window), ...counts]
  for (const reading of readings) addReading(args, reading)
  for (const refusal of refusals) args.push(...refusalArguments(refusal))
  return args
}

/** The head of every call: the time, the window at that time, and what becomes of doubtful values. */
export function windowArguments(now: number, { retention, quality = 'exclude' }: Window): string[] {
  return [now, retention, LEAD_MS, quality].map(String)
}

function withoutFuture({ broker, readings, refusals }: Delivery, latest: number): Delivery {
  const isAhead = ({ observedAt }: Reading) => Date.parse(observedAt) > latest
  if (!readings.some(isAhead)) return { broker, readings, refusals }
  const refused = readings.filter(isAhead).map((reading) => {
    return { reason: 'observedAt is in the future', json: JSON.stringify(reading) }
  })
  return {
    broker,
    readings: readings.filter((reading) => !isAhead(reading)),
    refusals: [...refusals, ...refused],
  }
}

function addReading(args: string[], reading: Reading): void {
  const { id, observedAt } = reading
  const fields = toLatestFields(reading)
  const [shard, mark] = markOf(id.slice(19, 23) + id.slice(24))
  args.push(minuteOf(id, Date.parse(observedAt)), shard, mark, listEntry(reading), String(fields.length))
  for (const field of fields) args.push(field)
}

function refusalArguments({ reason, json }: Refusal): string[] {
  return [...markOf(createHash('sha256').update(json).digest('hex').slice(0, 16)), reason, json]
}

/** The minute of the time in the id, `~` before it when that is not the reading's; `0` when there is none. */
function minuteOf(id: string, time: number): string {
  const own = timeOfId(id) ?? 0
  return `${own === time || own === 0 ? '' : '~'}${Math.floor(own / MINUTE)}`
}

/** The last 64 bits of an id are a hash or random: shard, and the signed integer that Valkey keeps in 8 bytes. */
function markOf(hex: string): [shard: string, mark: string] {
  const shard = Number.parseInt(hex.slice(-2), 16) % SHARDS
  return [String(shard), BigInt.asIntN(64, BigInt(`0x${hex}`)).toString()]
}

/** The original's JSON with our names behind. It begins with time and id, so that text order is time order. */
function listEntry({
  observedAt,
  id,
  station,
  municipality,
  temperature,
  humidity,
  condition,
}: Reading): string {
  return JSON.stringify({
    observedAt,
    id,
    station,
    municipality: municipality ?? station,
    temperature,
    humidity,
    weather: condition,
  })
}
