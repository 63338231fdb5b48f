import { createHash } from 'node:crypto'
import type { DeadEvent, Letter } from './letter.ts'

const RANDOM = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/**
 * The id of a letter: the same for the same event with the same bytes. `e-` before it means that the event has an id of
 * its own. `c-` means that only its content tells it from others: RabbitmqSource gives a message without an id another
 * random one with each delivery. (Ids of our writers are UUIDs too, but of version 7.)
 */
export function letterId(
  { type, source, eventId, broker }: Pick<Letter, 'type' | 'source' | 'eventId' | 'broker'>,
  { contentType = '', body }: DeadEvent,
): string {
  const isOwn = eventId !== '' && !(broker !== 'kafka' && RANDOM.test(eventId))
  const hash = createHash('sha256')
  hash.update(JSON.stringify([broker, type, source, isOwn ? eventId : '', contentType])).update(body)
  return `${isOwn ? 'e' : 'c'}-${hash.digest('hex').slice(0, 32)}`
}
