import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Access } from './http-registry.ts'
import { digestOf, MANIFEST, MAX_BYTES } from './manifest.ts'
import type { Registry } from './registry.ts'

/** Whether the client `oras` is there (https://oras.land), version 1. */
export function hasOras(): boolean {
  const { status, stdout } = spawnSync('oras', ['version'], { encoding: 'utf8' })
  return status === 0 && /Version:\s+1\./.test(stdout)
}

/** A repository by the client `oras`, which knows every kind of login; it finds those of `docker login` by itself. */
export function createOrasRegistry({ repository: { host, name }, plainHttp, login }: Access): Registry {
  function run(args: readonly string[], content: Buffer = Buffer.alloc(0)): Buffer {
    const folder = mkdtempSync(join(tmpdir(), 'chaac-oras-'))
    try {
      const file = join(folder, 'content')
      writeFileSync(file, content)
      const transport = plainHttp ? ['--plain-http'] : []
      const who = login === undefined ? [] : ['--username', login.username, '--password-stdin']
      const all = [...args, ...transport, ...who].map((arg) => (arg === FILE ? file : arg))
      const input = login?.password.reveal() ?? ''
      const { status, stdout, stderr, error } = spawnSync('oras', all, { input, maxBuffer: 2 * MAX_BYTES })
      if (status === 0) return stdout
      throw new Error(`oras ${args[0]} ${args[1]} failed: ${error?.message ?? stderr.toString().trim()}`)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  const at = (digest: string) => `${host}/${name}@${digest}`
  return {
    async putBlob(content) {
      run(['blob', 'push', at(digestOf(content)), FILE], content)
    },
    async putManifest(tag, manifest) {
      run(['manifest', 'push', '--media-type', MANIFEST, `${host}/${name}:${tag}`, FILE], manifest)
    },
    async getManifest(reference) {
      const named = reference.includes(':') ? at(reference) : `${host}/${name}:${reference}`
      return run(['manifest', 'fetch', '--output', '-', named])
    },
    async getBlob({ digest }) {
      return run(['blob', 'fetch', '--output', '-', at(digest)])
    },
  }
}

/** Stands for the file with the content, which is not on standard input since the password is. */
const FILE = '\0file'
