import { Redis } from 'iovalkey'

/** Resolves when Valkey answers a client. */
export async function probeValkey(port: number): Promise<void> {
  const client = new Redis({
    port,
    lazyConnect: true,
    connectTimeout: 1_000,
    commandTimeout: 1_000,
    retryStrategy: () => null,
  })
  client.on('error', () => {}) // connect() rejects with it
  try {
    await client.connect()
    await client.ping()
  } finally {
    client.disconnect()
  }
}
