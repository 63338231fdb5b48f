import { isNetwork } from './networks.ts'
import { Secret } from './secret.ts'

/** Where a server listens: at all addresses unless there is a host. */
export type Listening = { host?: string | undefined; port: number }

/** The environment of a process. */
export type Env = Readonly<Record<string, string | undefined>>

/** Everything that is wrong with the environment, in one message. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Reads one variable after the other. */
export type Reader = ReturnType<typeof createReader>

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

const MAX_PORT = 65_535

function isAddress(address: string): boolean {
  const [, port] = /^(?:[^\s:/@]+|\[[0-9a-f:]+\]):(\d{1,5})$/i.exec(address) ?? []
  return port !== undefined && Number(port) >= 1 && Number(port) <= MAX_PORT
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
    /** A secret that may be left out; one that could be guessed is refused, and none is ever repeated. */
    secret(name: string, { min = 16 } = {}): string | undefined {
      const found = env[name] || undefined
      if (found !== undefined && !/^[\x21-\x7e]+$/.test(found))
        problems.push(`${name} must be printable ASCII without blanks`)
      else if (found !== undefined && found.length < min)
        problems.push(`${name} must have at least ${min} characters`)
      return found
    },
    /** The same, kept so that nothing prints it. */
    hidden(name: string, limits?: { min?: number }): Secret | undefined {
      const found = this.secret(name, limits)
      return found === undefined ? undefined : new Secret(found)
    },
    /** Networks `address/bits`, or single addresses, with commas between; none unless set. */
    networks(name: string): string[] {
      const found = (env[name] ?? '').split(',').flatMap((one) => one.trim() || [])
      if (!found.every(isNetwork)) problems.push(`${name} must be addresses or networks like 10.0.0.0/8`)
      return found
    },
    /** Says what is wrong with several together. */
    problem: (text: string): void => void problems.push(text),
    /** A whole number within bounds. */
    integer(name: string, fallback?: number, { min = 0, max = Number.MAX_SAFE_INTEGER } = {}): number {
      const found = value(name, fallback?.toString())
      const number = Number(found)
      if (found !== '' && !/^\d{1,15}$/.test(found))
        problems.push(`${name} must be a whole number, not "${found}"`)
      else if (found !== '' && (number < min || number > max))
        problems.push(`${name} must be from ${min} to ${max}, not ${found}`)
      return number
    },
    /** Where to listen: PORT is set by Knative; HOST is all addresses unless set. */
    listening(port: number): Listening {
      return { host: this.optional('HOST'), port: this.integer('PORT', port, { min: 1, max: MAX_PORT }) }
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
        // The value is not repeated: somebody may have put a password into it.
        if (!isAddress(address)) problems.push(`${name} must be host:port, with commas between several`)
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
