import { Redis } from 'iovalkey'
import { afterAll, beforeEach, inject } from 'vitest'
import { storeKeys } from '#lib/store/keys.ts'
import { createValkeyStore } from '../../functions/consumers/valkey-store.ts'
import { clearKeys } from './store-keys.ts'

/** When the tests of the store begin, by their clock. */
export const start = Date.UTC(2026, 4, 1, 12)

/**
 * What the tests of a file share: a client, the keys of a prefix, empty before each of them, and a clock that only
 * they move on, by which the stores go that are opened here.
 */
export function createStoreBench(prefix: string) {
  const client = new Redis(`redis://${inject('valkeyAddr')}`)
  const clock = { now: start }
  beforeEach(async () => {
    clock.now = start
    await clearKeys(client, prefix)
  })
  afterAll(() => client.quit())
  return {
    client,
    keys: storeKeys(prefix),
    clock,
    open: (window: Parameters<typeof createValkeyStore>[2]) =>
      createValkeyStore(client, prefix, window, () => clock.now),
  }
}
