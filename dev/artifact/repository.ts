/** A repository of a registry: `zot.local:5000` and `chaac/stations`. */
export type Repository = { host: string; name: string }

const part = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*'
const pattern = new RegExp(
  `^(?<host>[a-zA-Z0-9.-]+(?::\\d{1,5})?|\\[[0-9a-f:]+\\]:\\d{1,5})/(?<name>${part}(?:/${part})*)$`,
)

/**
 * Reads `host[:port]/name`, by the grammar of the OCI distribution specification 1.1.
 * @throws an error that says what is wrong with it
 */
export function parseRepository(text: string): Repository {
  const { host, name } = pattern.exec(text)?.groups ?? {}
  if (host === undefined || name === undefined)
    throw new Error(`a repository reads like zot.local:5000/chaac/stations, not "${text}"`)
  return { host, name }
}

/** Whether it is the digest of a content, `sha256:` and 64 digits. */
export function isDigest(reference: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(reference)
}

/** Whether it can be the name of a version. What is latest changes, so nothing is called that. */
export function isTag(reference: string): boolean {
  return /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/.test(reference) && reference !== 'latest'
}
