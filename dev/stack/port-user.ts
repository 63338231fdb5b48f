import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Who listens on a TCP port of this machine; undefined when that cannot be found out. */
export function portUser(port: number): { pid: number; command: string } | undefined {
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningInodes(read(table), port))
  const wanted = new Set(inodes.map((inode) => `socket:[${inode}]`))
  if (wanted.size === 0) return undefined
  for (const pid of list('/proc').filter((name) => /^\d+$/.test(name))) {
    if (list(`/proc/${pid}/fd`).some((fd) => wanted.has(link(`/proc/${pid}/fd/${fd}`)))) {
      return { pid: Number(pid), command: read(`/proc/${pid}/comm`).trim() }
    }
  }
  return undefined
}

/** The sockets that listen on the port, in a table like /proc/net/tcp. */
export function listeningInodes(table: string, port: number): string[] {
  const LISTEN = '0A'
  const ending = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return table.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/)
    return state === LISTEN && local.endsWith(ending) ? [inode] : []
  })
}

// A process may be another user's, or end while we look: then there is nothing to see.
const orElse = <T>(fallback: T, look: () => T): T => {
  try {
    return look()
  } catch {
    return fallback
  }
}
const read = (path: string) => orElse('', () => readFileSync(path, 'utf8'))
const list = (path: string) => orElse<string[]>([], () => readdirSync(path))
const link = (path: string) => orElse('', () => readlinkSync(path))
