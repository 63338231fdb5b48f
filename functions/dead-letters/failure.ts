import * as z from 'zod'

/** Why an event became a dead letter, as far as its source tells. Times in milliseconds. */
export type Failure = {
  reason: string
  status: number | undefined
  attempts: number | undefined
  firstFailedAt: number | undefined
  lastFailedAt: number | undefined
}

/**
 * What KafkaSource adds to an event that it gives up, the time that our consumers tell with their answer, and what an
 * import tells of a letter that was exported.
 */
export const failureAttributes = [
  'knativeerrordest',
  'knativeerrorcode',
  'knativeerrordata',
  'failedat',
  'deadletter',
]

/** The failure of an exported letter, as JSON in base64url. */
const importedSchema = z.object({
  reason: z.string().min(1),
  status: z.int().min(100).max(599).optional(),
  attempts: z.int().min(1).optional(),
  firstFailedAt: z.string().optional(),
  lastFailedAt: z.string().optional(),
})

/** How much of a reason is kept, in characters. */
const MAX_REASON = 1_000

/** Below 500, KafkaSource tries these again and no others. */
const RETRIED = new Set([404, 408, 409, 429])

/**
 * Reads why an event failed from its attributes. KafkaSource tells the last answer, if there was one. RabbitmqSource
 * tells nothing: then a flaw of the event itself is the reason, and without one it has run out of tries.
 * @param problem what a consumer says against the event
 * @param tries how often the sources try
 */
export function failureOf(
  attributes: Readonly<Record<string, string>>,
  problem: string | undefined,
  tries: number,
): Failure {
  const imported = importedOf(attributes.deadletter)
  if (imported !== undefined) return imported
  const status = toStatus(attributes.knativeerrorcode)
  const lastFailedAt = toTime(attributes.failedat)
  const said = Buffer.from(attributes.knativeerrordata ?? '', 'base64')
    .toString()
    .trim()
  const known = (reason: string, attempts: number | undefined): Failure => {
    const firstFailedAt = attempts === 1 ? lastFailedAt : undefined
    return { reason: reason.slice(0, MAX_REASON), status, attempts, firstFailedAt, lastFailedAt }
  }
  if (status !== undefined && status < 500 && !RETRIED.has(status))
    return known(said || problem || `refused with ${status}`, 1)
  if (status !== undefined) return known(`out of tries: answered ${status}${said && `, ${said}`}`, tries)
  if (attributes.knativeerrordest !== undefined) return known('out of tries: no answer', tries)
  if (problem !== undefined) return known(problem, 1)
  return known('out of tries', undefined)
}

function importedOf(told = ''): Failure | undefined {
  try {
    const found = importedSchema.parse(JSON.parse(Buffer.from(told, 'base64url').toString()))
    return {
      reason: found.reason.slice(0, MAX_REASON),
      status: found.status,
      attempts: found.attempts,
      firstFailedAt: toTime(found.firstFailedAt),
      lastFailedAt: toTime(found.lastFailedAt),
    }
  } catch {
    return undefined
  }
}

function toStatus(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-5]\d\d$/.test(text) ? Number(text) : undefined
}

/** A time in milliseconds; undefined for what is none. */
export function toTime(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '')
  return time >= 0 ? time : undefined
}
