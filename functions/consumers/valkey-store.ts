import type { Redis } from 'iovalkey'
import { withValkey } from '#lib/store/connection.ts'
import { callFunction, readLibrary } from '#lib/store/library.ts'
import { luaLimits } from './lua-limits.ts'
import type { Failed, ReadingStore, Stored } from './store.ts'
import { storeArguments, type Window, windowArguments } from './store-call.ts'

/** The files of the library, each knowing those before it. */
const parts =
  'basics time order marks list history groups regroup publish steps series judge rain past neighbours latest advance store'.split(
    ' ',
  )

const library = readLibrary(new URL('lua/', import.meta.url), parts, luaLimits)

/** As lua/store.lua returns them; the failures are in the order of the checks. */
type StoreReply = [stored: number, duplicates: number, late: number, recorded: number[], failures: number[]]
type TickReply = [more: number, failures: number[]]

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
      const [stored, duplicates, late, recorded, failures] = reply as StoreReply
      // What is in the future comes behind what was refused before the call.
      const known = delivery.refusals.length
      const refused = { schema: sumOf(recorded.slice(0, known)), future: sumOf(recorded.slice(known)) }
      return { stored, duplicates, late, refused, failed: failedOf([failures]) }
    },
    async tick() {
      const once = () => withValkey(client, () => call('tick', windowArguments(now(), window)))
      const all: number[][] = []
      for (let isMore = true; isMore && all.length < MAX_ROUNDS; ) {
        const [more, failures] = (await once()) as TickReply
        all.push(failures)
        isMore = more === 1
      }
      return failedOf(all)
    },
  }
}

function failedOf(all: readonly (readonly number[])[]): Failed {
  const sumAt = (at: number) => sumOf(all.map((failures) => failures[at] ?? 0))
  return { step: sumAt(0), persistence: sumAt(1), neighbours: sumAt(2) }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
