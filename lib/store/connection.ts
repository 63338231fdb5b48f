import { Redis } from 'iovalkey'
import { hostAndPort } from '#lib/platform/address.ts'
import { messageOf, TransientError } from '#lib/platform/errors.ts'
import type { Log } from '#lib/platform/log.ts'

/** Where Valkey is, and who we are to it. */
export type ValkeySettings = { address: string; username: string | undefined; password: string | undefined }

/** How long a woken function waits for its first connection before it says that the store is away. */
const FIRST_WAIT_MS = 3_000

/** A client that fails at once while Valkey is away, and comes back by itself for ever. */
export function connectValkey(
  { address, username, password }: ValkeySettings,
  name: string,
  log: Log,
): Redis {
  const client = new Redis({
    ...hostAndPort(address),
    connectionName: name,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    connectTimeout: 1_000,
    commandTimeout: 2_000,
    socketTimeout: 3_000, // a connection that says nothing is given up for a new one, with all that it was asked
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 10), 1_000),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  })
  let away = false
  client.on('error', (error) => {
    if (!away) log('warn', 'neighbour.away', { neighbour: 'valkey', reason: messageOf(error) })
    away = true
  })
  client.on('ready', () => {
    if (away) log('info', 'neighbour.back', { neighbour: 'valkey' })
    away = false
  })
  return client
}

/**
 * Runs commands. All that goes wrong with Valkey passes some day: connection, time-out, memory, a replica's refusal.
 * @throws TransientError
 */
export async function withValkey<T>(client: Redis, run: () => Promise<T>): Promise<T> {
  try {
    if (client.status === 'connecting' || client.status === 'connect') await firstConnection(client)
    return await run()
  } catch (error) {
    throw new TransientError(`valkey: ${messageOf(error)}`, { cause: error })
  }
}

/** Whether an error of `withValkey` is what Valkey itself has answered; every other one means that it is away. */
export function isAnswer({ cause }: Error): boolean {
  return cause instanceof Error && cause.name === 'ReplyError'
}

/** Says goodbye, and ends the connection also where Valkey does not answer. */
export async function closeValkey(client: Redis): Promise<void> {
  await client.quit().catch(() => {})
  client.disconnect()
}

function firstConnection(client: Redis): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const limit = setTimeout(resolve, FIRST_WAIT_MS)
  for (const event of ['ready', 'close'] as const) client.once(event, () => resolve())
  return promise.finally(() => clearTimeout(limit))
}
