import type { Broker, ReadingsEvent } from '#lib/domain/event.ts'

/** One broker, as the writer service needs it. */
export type Publisher = AsyncDisposable & {
  readonly broker: Broker
  /** The topic or queue. */
  readonly destination: string
  /** True while events can be published. */
  readonly ready: boolean
  /**
   * Resolves only after the broker has confirmed that the event is durable and will reach a consumer.
   * Rejects with PermanentError when this event can never be published, with TransientError in all other cases; a
   * broker that is away makes it reject at once, a silent one within a few seconds.
   */
  publish(event: ReadingsEvent): Promise<void>
}
