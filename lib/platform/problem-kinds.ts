import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** What is to be said of a kind of problem: the status, the title, and what a client can do. */
export type ProblemKind = { status: ContentfulStatusCode; title: string; remedy: string }

/** Kinds of problems, by the end of their `type`. */
export const problemKinds = {
  'malformed-body': {
    status: 400,
    title: 'The body cannot be read',
    remedy:
      'It is cut off, is not UTF-8, or is not of the format that its content type names; `detail` says where. Mend the sender: the same again is refused again.',
  },
  unauthorized: {
    status: 401,
    title: 'A valid key is missing',
    remedy:
      'Send the key of the station where its protocol has a place for it, or to dead-letters the key of an operator.',
  },
  forbidden: {
    status: 403,
    title: 'This key is not for this station',
    remedy: 'The key is valid, for another station. Check that the name and the key belong together.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing',
    remedy:
      'The path is not one of ours, or what it names is not in the window: a station that has been silent for longer than that is not known.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This method is not for this path',
    remedy: 'The header `Allow` names those that are.',
  },
  'not-acceptable': {
    status: 406,
    title: 'There is no such form of it',
    remedy: 'Ask for `application/json` or `text/csv`, in `Accept` or with `?format=`.',
  },
  'not-replayable': {
    status: 409,
    title: 'No reading can be made of it',
    remedy: 'The dead letter is kept as it came; export it to see why. It can be deleted, not replayed.',
  },
  'too-large': {
    status: 413,
    title: 'The body is too large',
    remedy: '`detail` says what the limit is. Send the readings in several requests.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The content type is not one of ours',
    remedy: '`detail` names those that are. Bodies are UTF-8 and not compressed.',
  },
  'invalid-request': {
    status: 422,
    title: 'The request breaks a rule',
    remedy:
      '`errors` names up to 20 of them: `pointer` is the field (JSON Pointer, RFC 6901), `detail` the rule. Nothing of the request was taken.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Come back later',
    remedy:
      'Too many wrong keys have come from this address, or more readings of the station than it may send. `Retry-After` says in how many seconds to send the same again.',
  },
  unavailable: {
    status: 503,
    title: 'Try the same again',
    remedy:
      'Something behind the function is away for now. Wait as long as `Retry-After` says, and send the same again: a reading with a time, an `id` or an `Idempotency-Key` counts once.',
  },
} as const satisfies Record<string, ProblemKind>

/** The end of a problem's `type`. */
export type ProblemKindName = keyof typeof problemKinds

/** Where the kinds of problems are explained; a `type` is this and the kind. */
export const PROBLEMS_PATH = '/problems/'
