import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startServer } from './start-server.ts'

/** What a registry is made with: the lines of a file of users, as `htpasswd -B` writes them. */
export type RegistryOptions = { binary: string; dir: string; port: number; users: string }

/** A running registry. */
export type RunningRegistry = AsyncDisposable & {
  /** `host:port`, over plain HTTP. */
  readonly addr: string
  /** Where a blob lies, so that tests can harm it. @param digest `sha256:…` */
  blobFile(digest: string): string
}

/** Debian's OCI registry as a child process, without TLS, for whoever has a login. */
export async function startRegistry({ binary, dir, port, users }: RegistryOptions): Promise<RunningRegistry> {
  const storage = join(dir, 'storage')
  const htpasswd = join(dir, 'htpasswd')
  mkdirSync(storage, { recursive: true })
  writeFileSync(htpasswd, users)
  const settings = {
    version: '0.1',
    log: { level: 'error', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: storage } },
    http: { addr: `127.0.0.1:${port}` },
    auth: { htpasswd: { realm: 'registry', path: htpasswd } },
  }
  const config = join(dir, 'config.yml')
  writeFileSync(config, JSON.stringify(settings)) // which is YAML too
  const registry = await startServer(
    { name: 'registry', command: binary, args: ['serve', config], logFile: join(dir, 'registry.log') },
    { url: `http://127.0.0.1:${port}/v2/`, status: 401 },
    { withinMs: 20_000 },
  )
  return {
    addr: `127.0.0.1:${port}`,
    blobFile(digest) {
      const hex = digest.slice('sha256:'.length)
      return join(storage, 'docker/registry/v2/blobs/sha256', hex.slice(0, 2), hex, 'data')
    },
    async [Symbol.asyncDispose]() {
      await registry.stop()
    },
  }
}
