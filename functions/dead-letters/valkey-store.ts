import type { Redis } from 'iovalkey'
import { withValkey } from '#lib/store/connection.ts'
import { storeKeys } from '#lib/store/keys.ts'
import { callFunction } from '#lib/store/library.ts'
import { matches } from './filter.ts'
import type { KeptLetter } from './letter.ts'
import { fromFields, packEvent, toFields, unpackEvent } from './letter-entry.ts'
import type { Letters, Search } from './letters.ts'
import { library } from './library.ts'
import { rangeOf } from './range.ts'

/** How much is kept: letters, milliseconds, bytes of events. */
export type Limits = { letters: number; age: number; bytes: number }

type Entry = [id: string, fields: string[]]

/** How many entries are looked at in one go. */
const CHUNK = 500

/** Dead letters in Valkey. Whatever changes them is one call of a Valkey function. */
export function createValkeyLetters(client: Redis, prefix: string, limits: Limits, now = Date.now): Letters {
  const { dead, deadIndex, deadEvents, deadCounts } = storeKeys(prefix)
  const bounds = [limits.letters, limits.age, limits.bytes].map(String)

  async function call(name: string, ...args: (string | Buffer)[]): Promise<boolean> {
    const all = [String(now()), ...args]
    return (await withValkey(client, () => callFunction(client, library, name, prefix, all))) === 1
  }

  async function chunk(search: Search, after: string | undefined): Promise<KeptLetter[]> {
    const range = rangeOf(search, after)
    if (range === undefined) return []
    const [first, last] = range
    const entries = await withValkey(client, () =>
      search.order === 'newest'
        ? client.xrevrange(dead, last, first, 'COUNT', CHUNK)
        : client.xrange(dead, first, last, 'COUNT', CHUNK),
    )
    return (entries as Entry[]).map(([id, fields]) => fromFields(id, fields))
  }

  return {
    keep: (letter, event) => call('keep', ...bounds, letter.id, packEvent(event), ...toFields(letter, event)),
    async search(search) {
      const letters: KeptLetter[] = []
      let after = search.after
      for (;;) {
        const found = await chunk(search, after)
        for (const letter of found) {
          const isMeant = matches(letter, search.filter)
          if (isMeant && letters.length === search.limit) return { letters, next: after }
          if (isMeant) letters.push(letter)
          after = letter.entry
        }
        if (found.length < CHUNK) return { letters, next: undefined }
      }
    },
    async find(id) {
      const entry = await withValkey(client, () => client.hget(deadIndex, id))
      if (entry === null) return undefined
      const [found] = (await withValkey(client, () => client.xrange(dead, entry, entry))) as Entry[]
      return found && fromFields(...found)
    },
    async events(ids) {
      if (ids.length === 0) return []
      const found = await withValkey(client, () => client.hmgetBuffer(deadEvents, ...ids))
      return found.map((packed) => (packed === null ? undefined : unpackEvent(packed)))
    },
    end({ id, entry, readings, broker }, { how, replay = '', refusals = [] }) {
      const refused = refusals.flatMap(({ reason, json }) => [reason, json])
      return call('finish', id, entry, how, replay, String(readings), broker, ...refused)
    },
    async counts() {
      const [held, fields] = await withValkey(client, () =>
        Promise.all([client.xlen(dead), client.hgetall(deadCounts)]),
      )
      const of = (name: string) => Number(fields[name] ?? 0)
      return {
        held,
        kept: of('kept'),
        repeated: of('repeated'),
        replayed: of('replayed'),
        deleted: of('deleted'),
        expired: of('expired'),
        displaced: of('displaced'),
      }
    },
    tidy: async () => void (await call('tidy', ...bounds)),
  }
}
