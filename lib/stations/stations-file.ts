import { readFile } from 'node:fs/promises'
import { ConfigError } from '#lib/platform/env.ts'
import { messageOf } from '#lib/platform/errors.ts'
import type { Log } from '#lib/platform/log.ts'

/** What is made of the file's text, or what is wrong with it. */
export type Made<T> = { value: T } | { problems: readonly string[] }

/** The file as it was when it was last right. */
export type StationsFile<T> = Disposable & { readonly current: T }

/** So many problems are told in one line of log. */
const MAX_TOLD = 20

/**
 * Reads a file at start, and again whenever its content has changed. Content is compared, since Kubernetes changes a
 * mounted file by swapping a symbolic link above it, of which no watcher hears reliably and times may stay the same.
 * A file that is broken or gone changes nothing but the log.
 * @param pollMs how often it is looked at
 * @throws ConfigError with everything that is wrong, at start
 */
export async function openStationsFile<T>(
  path: string,
  make: (text: string) => Made<T>,
  log: Log,
  pollMs: number,
): Promise<StationsFile<T>> {
  const first = await read(path)
  const made = first.problem === undefined ? make(first.text) : { problems: [first.problem] }
  if ('problems' in made) throw new ConfigError(`STATIONS_FILE ${path}: ${made.problems.join('; ')}`)
  let current = made.value
  let seen = first
  let isReading = false

  async function look(): Promise<void> {
    const now = await read(path)
    if (now.text === seen.text && now.problem === seen.problem) return
    seen = now
    const again = now.problem === undefined ? make(now.text) : { problems: [now.problem] }
    if ('problems' in again) {
      const problems = again.problems.slice(0, MAX_TOLD)
      log('error', 'stations.refused', { file: path, problems, of: again.problems.length })
    } else {
      current = again.value
      log('info', 'stations.reloaded', { file: path })
    }
  }

  const timer = setInterval(() => {
    if (isReading) return
    isReading = true
    void look().finally(() => {
      isReading = false
    })
  }, pollMs).unref()

  return {
    get current() {
      return current
    },
    [Symbol.dispose]: () => clearInterval(timer),
  }
}

async function read(path: string): Promise<{ text: string; problem?: string }> {
  try {
    return { text: await readFile(path, 'utf8') }
  } catch (error) {
    return { text: '', problem: `cannot be read: ${messageOf(error)}` }
  }
}
