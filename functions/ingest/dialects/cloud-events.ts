import type { CloudEvent } from 'cloudevents'
import { OBSERVATION_EVENT_TYPE } from '#lib/domain/event.ts'
import type { Observation } from '#lib/domain/observation.ts'
import { decodeEvents, statedTime } from '#lib/platform/cloud-event.ts'
import { PermanentError } from '#lib/platform/errors.ts'
import { invalidRequest, RequestProblem, violations } from '#lib/platform/problem.ts'
import { brokersOf, problemAnswer } from './answers.ts'
import { bearerClaim } from './bearer.ts'
import { describeCloudEvents, JSON_TYPE } from './cloud-events-schema.ts'
import type { Answer, Dialect, Incoming } from './dialect.ts'
import { expectFew, observationIn, submissionSchema } from './submission.ts'

/**
 * Observations as CloudEvents 1.0 over HTTP, in binary, structured and batched mode. `data` is a reading as
 * `/v1/readings` takes it, or an array; where it does not say so, `subject` is the station, `time` when it was observed.
 * An event is identified by its source and id, as the specification has it.
 */
export const cloudEvents: Dialect = {
  name: 'cloudevents',
  door: 'api',
  methods: ['POST'],
  paths: ['/events'],
  maxBody: 1024 * 1024,

  read(request) {
    const events = eventsIn(request)
    if (events.length === 0) throw violations([{ pointer: '', detail: 'must have at least one event' }])
    expectFew(events)
    const isBatch = request.mediaType === 'application/cloudevents-batch+json'
    const observations = events.flatMap((event, index) => observationsIn(event, isBatch ? `/${index}` : ''))
    expectFew(observations)
    return { observations, claim: bearerClaim(request) }
  },

  // Without a body: brokers of Knative take one that is no event for a failure.
  accepted(confirmed): Answer {
    return { status: 202, body: '', headers: { 'chaac-confirmed-by': brokersOf(confirmed).join(', ') } }
  },

  refused: (problem) => problemAnswer(problem),

  describe: describeCloudEvents,
}

function eventsIn(request: Incoming): CloudEvent<unknown>[] {
  const headers = request.headers()
  const isEvent =
    headers['ce-specversion'] !== undefined || request.mediaType.startsWith('application/cloudevents')
  if (!isEvent) {
    const detail =
      'a CloudEvent has ce- headers, or the content type application/cloudevents+json or -batch+json'
    throw new RequestProblem('unsupported-media-type', detail)
  }
  try {
    return decodeEvents({ headers, body: request.body })
  } catch (error) {
    if (error instanceof PermanentError) throw new RequestProblem('malformed-body', error.message)
    throw error
  }
}

function observationsIn(event: CloudEvent<unknown>, at: string): Observation[] {
  if (event.type !== OBSERVATION_EVENT_TYPE)
    throw violations([{ pointer: `${at}/type`, detail: `must be ${OBSERVATION_EVENT_TYPE}` }])
  if (event.datacontenttype !== undefined && !JSON_TYPE.test(event.datacontenttype.toLowerCase()))
    throw violations([{ pointer: `${at}/datacontenttype`, detail: 'must be JSON' }])
  expectSimple(event, at)
  const inputs = Array.isArray(event.data) ? event.data : [event.data]
  if (inputs.length === 0) throw violations([{ pointer: `${at}/data`, detail: 'must not be empty' }])
  expectFew(inputs)
  return inputs.map((input, index) => {
    const pointer = Array.isArray(event.data) ? `${at}/data/${index}` : `${at}/data`
    const parsed = submissionSchema.safeParse(withDefaults(input, event))
    if (!parsed.success) throw invalidRequest(parsed.error, pointer)
    return observationIn(parsed.data, `event ${index} ${event.source} ${event.id}`)
  })
}

/** CloudEvents 1.0, 3.1: an attribute is a text, true or false, or an integer of 32 bits. The SDK does not look. */
function expectSimple(event: CloudEvent<unknown>, at: string): void {
  for (const [name, value] of Object.entries(event)) {
    const isSimple =
      ['string', 'boolean', 'undefined'].includes(typeof value) || ((value as number) | 0) === value
    if (name.startsWith('data') || isSimple) continue
    const detail = 'must be a text, true, false, or an integer of 32 bits'
    throw violations([{ pointer: `${at}/${name}`, detail }])
  }
}

function withDefaults(input: unknown, event: CloudEvent<unknown>): unknown {
  const { subject } = event
  const time = statedTime(event)
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input
  return {
    ...(subject === undefined ? {} : { station: subject }),
    ...(time === undefined ? {} : { observedAt: time }),
    ...input,
  }
}
