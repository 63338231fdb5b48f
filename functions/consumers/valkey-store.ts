import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Redis } from 'iovalkey'
import { withValkey } from '#lib/store/connection.ts'
import type { ReadingStore, Stored } from './store.ts'
import { storeArguments, type Window } from './store-call.ts'

/** The library under a name that changes with its text: two versions can run side by side while one replaces another. */
const library = (() => {
  const source = readFileSync(new URL('./store.lua', import.meta.url), 'utf8')
  const name = `chaac_${createHash('sha256').update(source).digest('hex').slice(0, 8)}`
  return { name, code: source.replaceAll('@LIBRARY@', name) }
})()

/** The living picture in Valkey: one call of a Valkey function an event. */
export function createValkeyStore(
  client: Redis,
  prefix: string,
  window: Window,
  now = Date.now,
): ReadingStore {
  async function call(args: string[]): Promise<number[]> {
    try {
      return (await client.fcall(`${library.name}_store`, 1, prefix, ...args)) as number[]
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('Function not found'))) throw error
      await load()
      return (await client.fcall(`${library.name}_store`, 1, prefix, ...args)) as number[]
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
      const [stored = 0, duplicates = 0, late = 0, refused = 0] = await withValkey(client, () =>
        call(storeArguments(delivery, now(), window)),
      )
      return { stored, duplicates, late, refused }
    },
  }
}
