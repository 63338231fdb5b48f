import { KEY_PREFIX } from '#lib/domain/names.ts'
import type { Reader } from '#lib/platform/env.ts'

/** Where the store is, who we are to it, and how its keys begin: the same variables for every function that uses it. */
export function readStoreSettings(read: Reader) {
  return {
    valkey: {
      address: read.address('VALKEY_ADDR'),
      username: read.optional('VALKEY_USERNAME'),
      password: read.optional('VALKEY_PASSWORD'),
    },
    keyPrefix: read.text('KEY_PREFIX', KEY_PREFIX),
  }
}
