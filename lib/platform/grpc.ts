import { type handleUnaryCall, type ServiceError, status } from '@grpc/grpc-js'
import { failureOf, messageOf, PermanentError, TransientError } from './errors.ts'
import type { Gate } from './gate.ts'
import type { Log } from './log.ts'
import { inServerCall } from './telemetry-grpc.ts'

/** In characters. */
const MAX_DETAILS = 1_000

/**
 * A pure async function as a unary gRPC method. PermanentError becomes INVALID_ARGUMENT, all else UNAVAILABLE: the
 * caller may try the same again. Only what is neither of our two errors is unexpected, and logged.
 */
export function unary<Request, Reply>(
  log: Log,
  gate: Gate,
  call: (request: Request) => Promise<Reply>,
): handleUnaryCall<Request, Reply> {
  const work = async (request: Request): Promise<Reply> => {
    try {
      return await gate.through(0, () => call(request))
    } catch (error) {
      if (!(error instanceof PermanentError || error instanceof TransientError))
        log('error', 'call.failed', failureOf(error))
      throw error
    } finally {
      empty(request)
    }
  }
  return (received, reply) => {
    inServerCall(received, () => work(received.request)).then(
      (value) => reply(null, value),
      (error: unknown) => {
        const code = error instanceof PermanentError ? status.INVALID_ARGUMENT : status.UNAVAILABLE
        reply({ code, details: detailsOf(error) })
      },
    )
  }
}

/** It travels in a header: no longer than fits, and no half of a character, which cannot be encoded. */
function detailsOf(error: unknown): string {
  return messageOf(error).slice(0, MAX_DETAILS).toWellFormed()
}

/** The other direction: what a client's failed call means. */
export function errorOfCall(error: ServiceError): PermanentError | TransientError {
  const text = error.details || error.message
  return error.code === status.INVALID_ARGUMENT
    ? new PermanentError(text, { cause: error })
    : new TransientError(text, { cause: error })
}

/**
 * Takes everything out of a message that is over and done with. The stream of its call is known outside of V8, so only a
 * full collection finds it, and until then whatever it holds is moved to old space too: that would be most of what a
 * process has to collect there.
 */
export function empty(message: unknown): void {
  if (typeof message !== 'object' || message === null) return
  for (const name of Object.keys(message)) Reflect.set(message, name, undefined)
}
