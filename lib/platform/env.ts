import type { Listening } from './lifetime.ts'

/** The environment of a process. */
export type Env = Readonly<Record<string, string | undefined>>

/** Everything that is wrong with the environment, in one message. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

type Reader = ReturnType<typeof createReader>

/**
 * Reads a configuration and freezes it. What is missing or malformed is collected, so that one start tells all of it.
 * @throws ConfigError
 */
export function readConfig<T extends object>(env: Env, read: (reader: Reader) => T): Readonly<T> {
  const problems: string[] = []
  const config = read(createReader(env, problems))
  if (problems.length > 0) throw new ConfigError(problems.join('; '))
  return Object.freeze(config)
}

function createReader(env: Env, problems: string[]) {
  const value = (name: string, fallback?: string): string => {
    const found = env[name] === undefined || env[name] === '' ? fallback : env[name]
    if (found === undefined) problems.push(`${name} is required`)
    return found ?? ''
  }
  return {
    /** Any text. */
    text: value,
    /** A text that may be left out. */
    optional: (name: string): string | undefined => env[name] || undefined,
    /** A whole number that is not negative. */
    integer(name: string, fallback?: number): number {
      const found = value(name, fallback?.toString())
      if (found !== '' && !/^\d{1,15}$/.test(found))
        problems.push(`${name} must be a whole number, not "${found}"`)
      return Number(found)
    },
    /** Where to listen: PORT is set by Knative; HOST is all addresses unless set. */
    listening(port: number): Listening {
      return { host: value('HOST', '0.0.0.0'), port: this.integer('PORT', port) }
    },
    /** One of a few words. */
    oneOf<const W extends string>(name: string, allowed: readonly W[], fallback?: W): W {
      const found = value(name, fallback)
      if (found !== '' && !allowed.includes(found as W))
        problems.push(`${name} must be one of ${allowed.join(', ')}`)
      return found as W
    },
    /** Addresses `host:port` with commas between. */
    addresses(name: string): string[] {
      const list = value(name)
      const found = list.split(',').map((address) => address.trim())
      for (const address of list === '' ? [] : found) {
        if (!/^[^\s:/]+:\d{1,5}$/.test(address) && !/^\[[0-9a-f:]+\]:\d{1,5}$/i.test(address)) {
          problems.push(`${name} must be host:port, not "${address}"`)
        }
      }
      return found
    },
    /** One address `host:port`. */
    address(name: string): string {
      const [first = '', ...more] = this.addresses(name)
      if (more.length > 0) problems.push(`${name} must be one address`)
      return first
    },
  }
}
