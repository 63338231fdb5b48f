import type { Delivery } from '../bridges/delivery.ts'

/**
 * How both sources try again: linear, so that the wait stays short even after hours of trying. Before try n + 1 they
 * wait n × 0.1 s. 1,000 of them last 0.1 s × 1,000 × 1,001 / 2 = 13.9 hours, and the longest wait is 100 s. After 10
 * hours, at try 849, it is 85 s.
 */
export const readingsDelivery: Delivery = { retry: 1_000, backoffPolicy: 'linear', backoffDelayMs: 100 }

/**
 * How the sources of the dead letters try again. Nobody waits for a dead letter, and there is no place after this one:
 * 10,000 tries last 57.9 days, and the longest wait is 16.7 minutes.
 */
export const deadLettersDelivery: Delivery = { retry: 10_000, backoffPolicy: 'linear', backoffDelayMs: 100 }

/** A policy in the environment of a bridge. */
export function deliveryEnv({ retry, backoffPolicy, backoffDelayMs }: Delivery): Record<string, string> {
  return {
    DELIVERY_RETRY: String(retry),
    DELIVERY_BACKOFF_POLICY: backoffPolicy,
    DELIVERY_BACKOFF_DELAY: `PT${backoffDelayMs / 1_000}S`,
  }
}
