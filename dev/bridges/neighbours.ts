import { hostAndPort } from '#lib/platform/address.ts'
import type { Env } from '#lib/platform/env.ts'

/** Where a server listens. */
export type Address = ReturnType<typeof hostAndPort>

/** Those that the environment of a bridge names: its broker, if it has one, and its sink. */
export function addressesOf({ KAFKA_ADDR, RABBIT_ADDR, SINK }: Env): Address[] {
  const addresses = [KAFKA_ADDR, RABBIT_ADDR].flatMap((list) => list?.split(',') ?? [])
  if (SINK) {
    const { hostname, port } = new URL(SINK)
    addresses.push(`${hostname}:${port || 80}`)
  }
  return addresses.map(hostAndPort)
}
