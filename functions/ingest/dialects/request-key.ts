/** How long an `Idempotency-Key` may be. */
export const MAX_KEY = 255

/** What identifies the reading at `index` of a request that has this `Idempotency-Key`; undefined without one. */
export function identifiedBy(key: string | undefined, index = 0): string | undefined {
  return key === undefined ? undefined : `request ${index} ${key}`
}
