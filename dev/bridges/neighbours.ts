import type { Env } from '#lib/platform/env.ts'

/** Where a server listens. */
export type Address = { host: string; port: number }

/** Those that the environment of a bridge names: its broker, if it has one, and its sink. */
export function addressesOf({ KAFKA_ADDR, RABBIT_ADDR, SINK }: Env): Address[] {
  const brokers = [KAFKA_ADDR, RABBIT_ADDR].flatMap((list) => list?.split(',') ?? [])
  return [...brokers.map((addr) => `tcp://${addr}`), ...(SINK ? [SINK] : [])].map((text) => {
    const { hostname, port } = new URL(text)
    return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) }
  })
}
