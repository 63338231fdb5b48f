import { messageOf } from '#lib/platform/errors.ts'

/** Waits for all of them, then fails if one has failed: nothing goes on unseen. */
export async function together(all: readonly (Promise<void> | undefined)[]): Promise<void> {
  const ended = await Promise.allSettled(all)
  const errors = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []))
  if (errors.length === 1) throw errors[0]
  if (errors.length > 1) throw new AggregateError(errors, errors.map(messageOf).join('\n'))
}
