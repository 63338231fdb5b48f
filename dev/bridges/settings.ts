import { ConfigError, type Env, type Reader, readConfig } from '#lib/platform/env.ts'
import { messageOf } from '#lib/platform/errors.ts'
import { parseDuration } from './duration.ts'

type Parsed = ReturnType<typeof createParsed>

/**
 * `readConfig` with the kinds of value that sources have besides. All that is wrong is told at once.
 * @throws ConfigError
 */
export function readSettings<T extends object>(
  env: Env,
  read: (reader: Reader, parsed: Parsed) => T,
): Readonly<T> {
  const problems: string[] = []
  const parsed = createParsed(env, problems)
  try {
    const config = readConfig(env, (reader) => read(reader, parsed))
    if (problems.length === 0) return config
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    problems.unshift(messageOf(error))
  }
  throw new ConfigError(problems.join('; '))
}

function createParsed(env: Env, problems: string[]) {
  return {
    /** An ISO 8601 duration in milliseconds. */
    duration(name: string, fallback: string): number {
      const text = env[name] || fallback
      const found = parseDuration(text)
      if (found === undefined) problems.push(`${name} must be a duration such as PT0.3S, not "${text}"`)
      return found ?? 0
    },
    /** The address of a sink. */
    httpUrl(name: string): string {
      const text = env[name] ?? ''
      if (URL.parse(text)?.protocol !== 'http:') problems.push(`${name} must be an http URL`)
      return text
    },
    /** An object of names and texts in JSON: either the extensions or, as in a resource, `{"extensions": {…}}`. */
    extensions(name: string): Record<string, string> {
      const found = parseJson(env[name] || '{}')
      const extensions = found && 'extensions' in found ? found.extensions : found
      if (isExtensions(extensions)) return extensions
      problems.push(`${name} must be JSON such as {"network": "north"}`)
      return {}
    },
  }
}

function isExtensions(input: unknown): input is Record<string, string> {
  if (typeof input !== 'object' || input === null) return false
  return Object.entries(input).every(([name, value]) => /^[a-z0-9]+$/.test(name) && typeof value === 'string')
}

function parseJson(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined
  } catch {
    return undefined
  }
}
