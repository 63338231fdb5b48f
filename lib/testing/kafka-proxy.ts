import { createTcpProxy, type Rewrite, type TcpProxy } from './tcp-proxy.ts'

/** A proxy before a Kafka of one broker (host:port), which its clients do not leave when Kafka tells them its address. */
export function createKafkaProxy(target: string): Promise<TcpProxy> {
  return createTcpProxy(target, (port) => advertising(target, port))
}

/**
 * Kafka tells its clients at which address to go on; behind a proxy that has to be the proxy's. Answers are passed on
 * whole: each begins with its length.
 */
function advertising(target: string, proxyPort: number): Rewrite {
  const [host = '', port] = target.split(':')
  const real = Buffer.concat([Buffer.from(host), uint32(Number(port))])
  const ours = Buffer.concat([Buffer.from(host), uint32(proxyPort)])
  return () => {
    let held: Buffer = Buffer.alloc(0)
    return (chunk) => {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
      let end = 0
      while (held.length - end >= 4 && held.length - end >= 4 + held.readUInt32BE(end))
        end += 4 + held.readUInt32BE(end)
      const whole = Buffer.from(held.subarray(0, end))
      held = held.subarray(end)
      for (let at = whole.indexOf(real); at >= 0; at = whole.indexOf(real, at + 1)) ours.copy(whole, at)
      return whole
    }
  }
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
