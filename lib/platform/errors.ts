/** What may be wrong with an input, for metrics, which cannot have every message. */
export const flaws = ['malformed', 'too-large', 'type', 'content'] as const

/** Trying the same again cannot help: the input itself is wrong. Becomes 400, or INVALID_ARGUMENT on gRPC. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError'
  readonly flaw: (typeof flaws)[number]

  constructor(message?: string, options: ErrorOptions & { flaw?: (typeof flaws)[number] } = {}) {
    super(message, options)
    this.flaw = options.flaw ?? 'malformed'
  }
}

/** Trouble that passes: a neighbour is away, full or slow. Becomes 503, or UNAVAILABLE on gRPC. */
export class TransientError extends Error {
  override readonly name = 'TransientError'
}

/** What a log line tells of something unexpected. */
export function failureOf(error: unknown): { reason: string; stack: string | undefined } {
  return { reason: messageOf(error), stack: error instanceof Error ? error.stack : undefined }
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  // What failed first; that closing failed too is its consequence.
  if (error instanceof SuppressedError) return messageOf(error.suppressed)
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
