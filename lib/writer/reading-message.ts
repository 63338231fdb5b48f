import type { Condition } from '#lib/domain/condition.ts'
import { measurementNames } from '#lib/domain/measurements.ts'
import type { Reading } from '#lib/domain/reading.ts'
import type { Condition as ConditionEnum } from '#proto/chaac/weather/v1/Condition.ts'
import type { Reading__Output, Reading as ReadingMessage } from '#proto/chaac/weather/v1/Reading.ts'
import type { Timestamp, Timestamp__Output } from '#proto/google/protobuf/Timestamp.ts'

/** A reading as its protobuf message. */
export function toReadingMessage(reading: Reading): ReadingMessage {
  const { observedAt, receivedAt, condition, ...same } = reading
  const message: ReadingMessage = {
    ...(same as Omit<ReadingMessage, 'observedAt' | 'receivedAt' | 'condition'>),
    observedAt: toTimestamp(observedAt),
    receivedAt: toTimestamp(receivedAt),
  }
  if (condition !== undefined) message.condition = `CONDITION_${condition.toUpperCase()}` as ConditionEnum
  return message
}

/** What a protobuf message says, in the shape of a reading. The rules of a reading are still to be checked. */
export function fromReadingMessage(message: Reading__Output): unknown {
  const { id, station, dialect, municipality, condition, quality } = message
  const reading: Record<string, unknown> = {
    id,
    station,
    observedAt: fromTimestamp(message.observedAt),
    receivedAt: fromTimestamp(message.receivedAt),
    dialect,
  }
  if (municipality !== undefined) reading.municipality = municipality
  for (const name of measurementNames) {
    if (message[name] !== undefined) reading[name] = message[name]
  }
  if (condition !== undefined) reading.condition = toCondition(condition)
  if (message.rainCounter) reading.rainCounter = message.rainCounter
  if (quality.length > 0) reading.quality = quality
  return reading
}

function toCondition(condition: ConditionEnum): Condition {
  return String(condition).replace('CONDITION_', '').toLowerCase() as Condition
}

function toTimestamp(time: string): Timestamp {
  const milliseconds = Date.parse(time)
  const seconds = Math.floor(milliseconds / 1000)
  return { seconds, nanos: (milliseconds - seconds * 1000) * 1e6 }
}

function fromTimestamp(timestamp: Timestamp__Output | null): string | undefined {
  if (timestamp === null) return undefined
  const time = new Date(Number(timestamp.seconds) * 1000 + Math.floor(timestamp.nanos / 1e6))
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString()
}
