import type { Redis } from 'iovalkey'
import { withValkey } from '#lib/store/connection.ts'
import { callFunction, readLibrary } from '#lib/store/library.ts'
import { luaLimits } from './lua-limits.ts'
import type { ReadingStore, Stored } from './store.ts'
import { storeArguments, type Window, windowArguments } from './store-call.ts'

/** The files of the library, each knowing those before it. */
const parts =
  'basics time order marks list history groups regroup publish steps series judge rain past neighbours latest advance store'.split(
    ' ',
  )

const library = readLibrary(new URL('lua/', import.meta.url), parts, luaLimits)

/** A call does a bounded part of what is due; with this many, ten thousand stations are looked after. */
const MAX_ROUNDS = 200

/** The living picture in Valkey: one call of a Valkey function an event. */
export function createValkeyStore(
  client: Redis,
  prefix: string,
  window: Window,
  now = Date.now,
): ReadingStore {
  const call = (name: 'store' | 'tick', args: string[]) => callFunction(client, library, name, prefix, args)

  return {
    async record(delivery): Promise<Stored> {
      const args = storeArguments(delivery, now(), window)
      const reply = await withValkey(client, () => call('store', args))
      const [stored = 0, duplicates = 0, late = 0, refused = 0] = reply as number[]
      return { stored, duplicates, late, refused }
    },
    async tick() {
      const once = () => withValkey(client, () => call('tick', windowArguments(now(), window)))
      for (let rounds = 0; rounds < MAX_ROUNDS && (await once()) === 1; rounds += 1);
    },
  }
}
