import { readFileSync } from 'node:fs'
import { parseStations } from '#lib/stations/parse.ts'
import { replaceFile } from '../stations/file.ts'
import { digestOf, EMPTY, fileIn, manifestOf } from './manifest.ts'
import type { Registry } from './registry.ts'
import { isDigest } from './repository.ts'

/** An artifact by its digest, with how many stations it has. */
export type Artifact = { digest: string; stations: number }

/**
 * Sends a file of stations under a tag; by default the first twelve digits of the file's own digest.
 * @throws when the file is not right, before anything is sent
 */
export async function push(
  registry: Registry,
  file: string,
  tag?: string,
): Promise<Artifact & { tag: string }> {
  const content = readFileSync(file)
  const stations = countStations(content, file)
  const manifest = manifestOf(content)
  const known = tag ?? digestOf(content).slice('sha256:'.length, 'sha256:'.length + 12)
  await registry.putBlob(EMPTY)
  await registry.putBlob(content)
  await registry.putManifest(known, manifest)
  return { digest: digestOf(manifest), stations, tag: known }
}

/**
 * Fetches a file of stations by digest or tag, and writes it in one step.
 * @throws before anything is written, when a digest is not that of what came, or the file is not right
 */
export async function pull(registry: Registry, reference: string, file: string): Promise<Artifact> {
  const manifest = await registry.getManifest(reference)
  const digest = digestOf(manifest)
  if (isDigest(reference)) compare(reference, digest)
  const wanted = fileIn(manifest)
  const content = await registry.getBlob(wanted)
  compare(wanted.digest, digestOf(content))
  const stations = countStations(content, reference)
  replaceFile(file, content)
  return { digest, stations }
}

function compare(wanted: string, got: string): void {
  if (got !== wanted) throw new Error(`what came for ${wanted} has the digest ${got}: nothing is written`)
}

function countStations(content: Buffer, name: string): number {
  const parsed = parseStations(content.toString())
  if ('problems' in parsed) throw new Error(`${name} is broken: ${parsed.problems.join('; ')}`)
  return parsed.stations.length
}
