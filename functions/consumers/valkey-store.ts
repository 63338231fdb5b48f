import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Redis } from 'iovalkey'
import { withValkey } from '#lib/store/connection.ts'
import type { ReadingStore, Stored } from './store.ts'
import { storeArguments, type Window, windowArguments } from './store-call.ts'

/** The files of the library, each knowing those before it. */
const parts = 'basics time order marks latest list groups publish steps series advance store'.split(' ')

/** The library under a name that changes with its text: two versions can run side by side while one replaces another. */
const library = (() => {
  const read = (part: string) => readFileSync(new URL(`./lua/${part}.lua`, import.meta.url), 'utf8')
  const source = parts.map(read).join('\n')
  const name = `chaac_${createHash('sha256').update(source).digest('hex').slice(0, 8)}`
  return { name, code: source.replaceAll('@LIBRARY@', name) }
})()

/** A call does a bounded part of what is due; with this many, ten thousand stations are looked after. */
const MAX_ROUNDS = 200

/** The living picture in Valkey: one call of a Valkey function an event. */
export function createValkeyStore(
  client: Redis,
  prefix: string,
  window: Window,
  now = Date.now,
): ReadingStore {
  async function call(name: 'store' | 'tick', args: string[]): Promise<unknown> {
    try {
      return await client.fcall(`${library.name}_${name}`, 1, prefix, ...args)
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('Function not found'))) throw error
      await load()
      return client.fcall(`${library.name}_${name}`, 1, prefix, ...args)
    }
  }

  async function load(): Promise<void> {
    try {
      await client.call('FUNCTION', 'LOAD', library.code)
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('already exists'))) throw error
    }
  }

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
