import { SpanKind } from '@opentelemetry/api'
import { counter } from '#lib/platform/telemetry-meters.ts'
import { currentTrace, inSpan, linksTo, traceOf } from '#lib/platform/telemetry-spans.ts'
import { telemetry } from '#lib/platform/telemetry-state.ts'
import type { Letters } from './letters.ts'
import type { Send } from './replay/send.ts'

const kept = counter('chaac.dead_letters.kept', {
  unit: '{letter}',
  description: 'Dead letters that were kept, each once',
})
const ended = counter('chaac.dead_letters.ended', {
  unit: '{letter}',
  description: 'Dead letters that were replayed or deleted',
})

/** Letters whose coming and going is counted. */
export function countLetters(letters: Letters): Letters {
  return {
    ...letters,
    async keep(letter, event) {
      const isNew = await letters.keep(letter, event)
      if (isNew) kept(1, { 'chaac.broker': letter.broker })
      return isNew
    },
    async end(letter, ending) {
      const isDone = await letters.end(letter, ending)
      if (isDone) ended(1, { 'chaac.broker': letter.broker, 'chaac.ending': ending.how })
      return isDone
    },
  }
}

/** Sends letters each in a span of its own, which goes on with the trace that the event carries. */
export function traceReplays(send: Send): Send {
  return async (letter, event, replay) => {
    if (!telemetry.tracing) return await send(letter, event, replay)
    const parent = traceOf(event.attributes)
    const attributes = {
      'chaac.broker': letter.broker,
      'chaac.letter.id': letter.id,
      'chaac.readings': letter.readings,
    }
    const options = { kind: SpanKind.INTERNAL, attributes, parent, links: linksTo(currentTrace()) }
    return await inSpan('replay', options, () => send(letter, event, replay))
  }
}
