import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import type { Context } from 'hono'
import type { Networks } from './networks.ts'

/**
 * Who has sent a request, for counting what one sender does. `X-Forwarded-For` is read from its end, and believed as
 * long as the one who wrote it is trusted: whatever a sender puts into the header itself stands before that. Of an IPv6
 * address the network of 64 bits counts, of which one sender has all addresses. Behind Knative's ingress every proxy
 * adds the address that it was called from, and there are two or three of them, as the activator comes and goes: so
 * they are known by their addresses, not by their number.
 */
export function sourceOf(
  remote: string | undefined,
  forwarded: string | undefined,
  isTrusted: Networks,
): string {
  const hops = (forwarded ?? '').split(',')
  let source = plain(remote ?? '')
  while (isTrusted(source)) {
    const before = plain(hops.pop() ?? '')
    if (isIP(before) === 0) break
    source = before
  }
  return isIP(source) === 6 ? networkOf(source) : source
}

/** The source of the request under way. */
export function sourceOfRequest(c: Context, isTrusted: Networks): string {
  const { incoming } = (c.env ?? {}) as { incoming?: IncomingMessage }
  return sourceOf(incoming?.socket.remoteAddress, c.req.header('x-forwarded-for'), isTrusted)
}

/** An address without port, brackets, zone, and the prefix that IPv4 has in IPv6. */
function plain(hop: string): string {
  const text = hop.trim().toLowerCase()
  const [, bracketed] = /^\[([^\]]*)\](?::\d+)?$/.exec(text) ?? []
  const address = bracketed ?? text.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
  return address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/, '')
}

/** The first 64 bits. */
function networkOf(address: string): string {
  const [head = '', tail] = address.replace(/[\d.]+\.[\d.]+$/, '0:0').split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array(Math.max(0, 8 - groups.length - after.length)).fill('0')
  const first = [...groups, ...zeros, ...after].slice(0, 4)
  return `${first.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
