import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../dev/stack/paths.ts'
import { readManifests } from '../../knative/manifests.ts'

/** The scripts of package.json. */
export const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts

/** A file of the repository. */
export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** @throws when the repository has no such file or folder */
export function mustExist(path: string): void {
  if (!existsSync(join(root, path))) throw new Error(`there is no ${path}`)
}

/** @throws when the value is none of those that are known */
export function mustBeOneOf(what: string, value: string | undefined, known: Iterable<string>): void {
  const all = [...known]
  if (value === undefined || !all.includes(value))
    throw new Error(`there is no ${what} ${value}, only ${all.join(', ')}`)
}

/** What our manifests name: names by kind, in lower case. */
export function namesByKind(): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>()
  for (const { apiVersion, kind, metadata } of [...readManifests().values()].flat()) {
    const key = apiVersion?.startsWith('serving.knative.dev') ? 'ksvc' : String(kind).toLowerCase()
    names.set(key, (names.get(key) ?? new Set()).add(metadata?.name))
  }
  return names
}
