import { messageOf } from '#lib/platform/errors.ts'
import type { Login } from './login.ts'
import { type Content, digestOf, MANIFEST, MAX_BYTES } from './manifest.ts'
import type { Registry } from './registry.ts'
import type { Repository } from './repository.ts'

/** How to reach a repository. */
export type Access = { repository: Repository; plainHttp: boolean; login: Login | undefined }

const TIMEOUT_MS = 30_000

/** A repository by the OCI distribution specification 1.1 (https://github.com/opencontainers/distribution-spec). */
export function createHttpRegistry({ repository: { host, name }, plainHttp, login }: Access): Registry {
  const base = `${plainHttp ? 'http' : 'https'}://${host}/v2/${name}`

  async function call(method: string, url: string | URL, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (login !== undefined) headers.set('authorization', basic(login))
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS)
      return await fetch(url, { ...init, method, headers, signal })
    } catch (error) {
      throw new Error(`${host} cannot be reached: ${reasonOf(error)}`, { cause: error })
    }
  }

  /** @throws a sentence unless the answer is the one wanted */
  async function expected(response: Response, status: number, what: string): Promise<Response> {
    if (response.status === status) return response
    await response.body?.cancel()
    throw new Error(refusal(response, what))
  }

  function refusal({ status, headers }: Response, what: string): string {
    if (status === 401 && headers.get('www-authenticate')?.toLowerCase().startsWith('bearer'))
      return `${host} gives out tokens, which only oras asks for: install oras`
    if (status === 401 && login === undefined)
      return `${host} wants a login: set REGISTRY_USERNAME and REGISTRY_PASSWORD, or docker login ${host}`
    if (status === 401) return `${host} does not take the login of ${login?.username}`
    if (status === 403)
      return `${host} does not allow ${login?.username ?? 'strangers'} to do that in ${name}`
    if (status === 404) return `${host} has no ${what} in ${name}`
    return `${host} answers ${status} to a request for ${what} in ${name}`
  }

  return {
    async putBlob(content) {
      const digest = digestOf(content)
      const head = await call('HEAD', `${base}/blobs/${digest}`)
      if (head.status === 200) return
      const begun = await expected(await call('POST', `${base}/blobs/uploads/`), 202, 'upload')
      const target = new URL(begun.headers.get('location') ?? '', begun.url)
      target.searchParams.set('digest', digest)
      const headers = { 'content-type': 'application/octet-stream' }
      await expected(await call('PUT', target, { headers, body: new Uint8Array(content) }), 201, 'upload')
    },
    async putManifest(tag, manifest) {
      const init = { headers: { 'content-type': MANIFEST }, body: new Uint8Array(manifest) }
      await expected(await call('PUT', `${base}/manifests/${tag}`, init), 201, tag)
    },
    async getManifest(reference) {
      const init = { headers: { accept: MANIFEST } }
      return bytesOf(
        await expected(await call('GET', `${base}/manifests/${reference}`, init), 200, reference),
        host,
      )
    },
    async getBlob({ digest }: Content) {
      return bytesOf(await expected(await call('GET', `${base}/blobs/${digest}`), 200, digest), host)
    },
  }
}

/** Reads no more than is allowed. */
async function bytesOf(response: Response, host: string): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length
      if (size > MAX_BYTES) break
      chunks.push(chunk)
    }
  } catch (error) {
    throw new Error(`${host} broke off: ${reasonOf(error)}`, { cause: error })
  }
  if (size > MAX_BYTES) throw new Error(`${host} sends more than ${MAX_BYTES} bytes`)
  return Buffer.concat(chunks)
}

function basic({ username, password }: Login): string {
  return `Basic ${Buffer.from(`${username}:${password.reveal()}`).toString('base64')}`
}

/** fetch says no more than that it failed; its cause knows why. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  const { code } = cause as { code?: string }
  if (code?.startsWith('ERR_SSL_') === true)
    return 'it speaks plain HTTP (--plain-http), or TLS that we do not'
  return messageOf(cause) || String(code)
}
