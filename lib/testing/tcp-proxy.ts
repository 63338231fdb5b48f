import { once } from 'node:events'
import { createServer, connect as dial, type Socket } from 'node:net'
import { hostAndPort } from '#lib/platform/address.ts'

/** Stands between a client and a real server, and makes the trouble that networks make. */
export type TcpProxy = AsyncDisposable & {
  /** host:port */
  readonly addr: string
  /** Connections that were accepted since the beginning. */
  readonly accepted: number
  /** Ends every connection now; new ones are taken. */
  cut(): void
  /** Ends every connection, and refuses new ones until `heal`. */
  refuse(): Promise<void>
  /** Ends every connection now as a crashed machine does: with a reset. */
  reset(): void
  /** Keeps every connection open and lets nothing through, also on new ones, until `heal`. */
  freeze(): void
  /** Keeps the connections of now open, and lets nothing through on them ever again. New ones are well. */
  strand(): void
  /** Passes everything on later by so many milliseconds, on each way, until `heal`. */
  delay(ms: number): void
  /** As if nothing had been. */
  heal(): Promise<void>
}

/** Changes what the server says. One is made for each connection. */
export type Rewrite = () => (chunk: Buffer) => Buffer

/** Listens on a free port of this machine and passes everything on to `target` (host:port). */
export async function createTcpProxy(target: string, rewrite?: (port: number) => Rewrite): Promise<TcpProxy> {
  const pairs = new Set<readonly [Socket, Socket]>()
  const stranded = new Set<readonly [Socket, Socket]>()
  let frozen = false
  let late = 0
  let accepted = 0
  const server = createServer({ allowHalfOpen: true }, join)
  const listening = await listen(0)
  const rewriter = rewrite?.(listening)

  async function listen(at: number): Promise<number> {
    server.listen(at, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no TCP address')
    return address.port
  }

  function join(client: Socket): void {
    accepted += 1
    const upstream = dial({ ...hostAndPort(target), allowHalfOpen: true })
    const pair = [client, upstream] as const
    pairs.add(pair)
    const change = rewriter?.() ?? ((chunk: Buffer) => chunk)
    pass(client, upstream, (chunk) => chunk)
    pass(upstream, client, change)
    for (const socket of pair) {
      socket.on('error', () => {}) // 'close' follows
      socket.once('close', () => {
        pairs.delete(pair)
        stranded.delete(pair)
        for (const end of pair) end.destroy()
      })
    }
    if (frozen) for (const socket of pair) socket.pause()
  }

  function pass(from: Socket, to: Socket, change: (chunk: Buffer) => Buffer): void {
    const line = createLine(() => late)
    from.on('data', (chunk) => {
      const changed = change(chunk)
      if (changed.length > 0) line(() => to.write(changed))
    })
    from.once('end', () => line(() => to.end()))
  }

  function cut(): void {
    for (const pair of pairs) for (const socket of pair) socket.destroy()
  }

  async function close(): Promise<void> {
    const closed = server.listening ? once(server, 'close') : undefined
    server.close()
    cut()
    for (const pair of stranded) for (const socket of pair) socket.destroy()
    await closed
  }

  return {
    addr: `127.0.0.1:${listening}`,
    get accepted() {
      return accepted
    },
    cut,
    reset() {
      for (const pair of pairs) for (const socket of pair) socket.resetAndDestroy()
    },
    refuse: close,
    strand() {
      for (const pair of pairs) {
        for (const socket of pair) socket.removeAllListeners('data').pause()
        stranded.add(pair)
        pairs.delete(pair)
      }
    },
    delay(ms) {
      late = ms
    },
    freeze() {
      frozen = true
      for (const pair of pairs) for (const socket of pair) socket.pause()
    },
    async heal() {
      frozen = false
      late = 0
      for (const pair of pairs) for (const socket of pair) socket.resume()
      if (!server.listening) await listen(listening)
    },
    [Symbol.asyncDispose]: close,
  }
}

/** Does one thing after the other, each `late` milliseconds after it was asked for. */
function createLine(late: () => number): (act: () => void) => void {
  let due = 0
  return (act) => {
    const now = performance.now()
    due = Math.max(due, now + late())
    if (due <= now) act()
    else setTimeout(act, due - now)
  }
}
