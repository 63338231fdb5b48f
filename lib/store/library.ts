import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Redis } from 'iovalkey'
import { inStoreCall } from './telemetry.ts'

/** Functions in Lua that run in Valkey. */
export type Library = { readonly name: string; readonly code: string }

/**
 * A library made of the files of a folder, each knowing those before it. Its name changes with its text: two versions
 * can run side by side while one replaces another. A start need not know it, nor load what computes it.
 * @param constants Lua that stands behind the first file, for what is said in TypeScript
 */
export function readLibrary(folder: URL, parts: readonly string[], constants = ''): Library {
  const read = (part: string) => readFileSync(new URL(`${part}.lua`, folder), 'utf8')
  const [first = '', ...others] = parts.map(read)
  const source = [first, constants, ...others].join('\n')
  let name: string | undefined
  return {
    get name() {
      name ??= `chaac_${createHash('sha256').update(source).digest('hex').slice(0, 8)}`
      return name
    },
    get code() {
      return source.replaceAll('@LIBRARY@', this.name)
    },
  }
}

/** Calls a function of a library, which is loaded where it is missing. The prefix of all keys stands for its keys. */
export async function callFunction(
  client: Redis,
  library: Library,
  name: string,
  prefix: string,
  args: (string | Buffer)[],
): Promise<unknown> {
  return await inStoreCall(client, 'FCALL', name, async () => {
    try {
      return await client.fcall(`${library.name}_${name}`, 1, prefix, ...args)
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('Function not found'))) throw error
      await load(client, library.code)
      return client.fcall(`${library.name}_${name}`, 1, prefix, ...args)
    }
  })
}

async function load(client: Redis, code: string): Promise<void> {
  try {
    await client.call('FUNCTION', 'LOAD', code)
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('already exists'))) throw error
  }
}
