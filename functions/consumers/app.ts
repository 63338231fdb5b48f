import type { CloudEvent } from 'cloudevents'
import { type Context, Hono } from 'hono'
import { toDelivery } from '#lib/domain/delivery.ts'
import { CLOCK_EVENT_TYPE } from '#lib/domain/event.ts'
import { readText } from '#lib/platform/body.ts'
import { readEvents } from '#lib/platform/cloud-event.ts'
import { failureOf, messageOf, PermanentError, TransientError } from '#lib/platform/errors.ts'
import { bytesOf, createGate } from '#lib/platform/gate.ts'
import type { Log } from '#lib/platform/log.ts'
import { addProbes } from '#lib/platform/routes.ts'
import { isAnswer } from '#lib/store/connection.ts'
import type { ReadingTaker } from './store.ts'
import { inProcessing, tellRefused } from './telemetry.ts'

/** Larger than any message that the writers make, and than Kafka's default limit. */
const MAX_BODY = 4 * 1024 * 1024

/** At a time: two sources have at most 200 events under way, and most are 64 KiB. */
const limits = { work: 500, bytes: 64 * 1024 * 1024 }

/** Seconds. Knative's sources have their own delays and do not read it; others do. */
const RETRY_AFTER = '1'

/** How much an answer and a line of log quote of what was sent, in characters: a dead letter keeps 1,024. */
const MAX_QUOTE = 500

/**
 * Takes CloudEvents in binary, structured and batched mode. 204 acknowledges, after the store has answered; 503 asks
 * for another try; 400 gives up. Both of Knative's sources understand these three alike, and no other.
 */
export function createApp({ store, log }: { store: ReadingTaker; log: Log }): Hono {
  const app = new Hono()
  const gate = createGate(limits)

  addProbes(app)

  const tooLarge = () => new PermanentError(`an event has at most ${MAX_BODY} bytes`, { flaw: 'too-large' })
  app.post('*', (c) => gate.through(bytesOf(c.req.header('content-length'), MAX_BODY), () => take(c)))

  const record = (event: CloudEvent<unknown>) =>
    inProcessing(event, async () => store.record(toDelivery(event)))

  async function take(c: Context): Promise<Response> {
    const events = readEvents({ headers: c.req.header(), body: await readText(c, MAX_BODY, tooLarge) })
    const outcomes = await Promise.allSettled(
      events.map(async (event) => {
        if (event instanceof PermanentError) throw event
        return event.type === CLOCK_EVENT_TYPE ? store.tick() : record(event)
      }),
    )
    const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    // What passes decides: the whole batch comes again, and what is stored counts once.
    const failure = failures.find((error) => !(error instanceof PermanentError)) ?? failures[0]
    // The answer is of the first, and so is its count.
    if (failure instanceof PermanentError) for (const other of failures.slice(1)) tellRefused(other)
    if (failure !== undefined) throw failure
    return c.body(null, 204)
  }

  let lastRefusal: string | undefined
  app.onError((error, c) => {
    c.header('kne-failedat', new Date().toISOString()) // KafkaSource hands it to the dead letters
    if (error instanceof PermanentError) {
      const reason = error.message.slice(0, MAX_QUOTE)
      tellRefused(error)
      log('warn', 'event.refused', { id: c.req.header('ce-id')?.slice(0, MAX_QUOTE), reason })
      return c.text(reason, 400)
    }
    // The store's absence is logged once, where it is noticed; what it says against a call, when it says it first.
    const refusal = isAnswer(error) ? messageOf(error) : undefined
    if (refusal !== undefined && refusal !== lastRefusal) log('error', 'store.failed', { reason: refusal })
    lastRefusal = refusal
    if (!(error instanceof TransientError)) log('error', 'event.failed', failureOf(error))
    c.header('retry-after', RETRY_AFTER)
    return c.text('try again', 503)
  })

  return app
}
