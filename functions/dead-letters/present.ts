import { isUtf8 } from 'node:buffer'
import type * as z from 'zod'
import { momentTime } from '#lib/platform/moment.ts'
import { contentOf } from './content.ts'
import type { Filter } from './filter.ts'
import { type DeadEvent, isReplayable, type KeptLetter } from './letter.ts'
import type { Replay } from './replay/replays.ts'
import type { filterSchema, letterSchema, replaySchema } from './schemas.ts'

/** A letter as the API shows it; with its event where one is given. */
export function showLetter(kept: KeptLetter, event?: DeadEvent): z.infer<typeof letterSchema> {
  const { entry: _, at, publishedAt, firstFailedAt, lastFailedAt, stations, ...same } = kept
  return {
    ...same,
    at: iso(at),
    publishedAt: iso(publishedAt),
    firstFailedAt: iso(firstFailedAt),
    lastFailedAt: iso(lastFailedAt),
    stations: [...stations],
    replayable: isReplayable(kept),
    ...(event && { readingIds: contentOf(event).readings.map(({ id }) => id), event: showEvent(event) }),
  }
}

/** A replay as the API shows it. */
export function showReplay({ cursor: _, until: __, ...replay }: Replay): z.infer<typeof replaySchema> {
  const { from, to, ...filter } = replay.filter
  return {
    ...replay,
    filter: JSON.parse(JSON.stringify({ ...filter, from: iso(from), to: iso(to) })),
    startedAt: iso(replay.startedAt),
    updatedAt: iso(replay.updatedAt),
  }
}

/** The filter that the parameters of a request mean. */
export function toFilter(query: z.infer<typeof filterSchema>, now: number): Filter {
  const { reason, station, source, replayable, from, to } = query
  return {
    reason,
    station,
    source,
    replayable: replayable === undefined ? undefined : replayable === 'true',
    from: from === undefined ? undefined : momentTime(from, now),
    to: to === undefined ? undefined : momentTime(to, now),
  }
}

function showEvent({ attributes, contentType, body }: DeadEvent) {
  const content = isUtf8(body) ? { body: body.toString() } : { bodyBase64: body.toString('base64') }
  return { attributes: { ...attributes }, contentType, ...content }
}

function iso(time: number): string
function iso(time: number | undefined): string | undefined
function iso(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString()
}
