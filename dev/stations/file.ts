import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { Secret } from '#lib/platform/secret.ts'
import { loadRegistry } from '#lib/stations/load-registry.ts'
import { parseStations } from '#lib/stations/parse.ts'
import type { Station } from '#lib/stations/schema.ts'

/** The stations in a file, and whatever `$schema` it names; none when there is no file. @throws unless it is right */
export function readStations(file: string): { $schema?: string; stations: readonly Station[] } {
  if (!existsSync(file)) return { stations: [] }
  const text = readFileSync(file, 'utf8')
  const parsed = parseStations(text)
  if ('problems' in parsed) throw new Error(`${file} is broken: ${parsed.problems.join('; ')}`)
  const { $schema } = JSON.parse(text) as { $schema?: string }
  return { ...($schema === undefined ? {} : { $schema }), ...parsed }
}

/** Writes the whole file anew, in one step, and only when it is right. @throws without changing anything */
export function writeStations(
  file: string,
  content: { $schema?: string; stations: readonly Station[] },
  servers: readonly Secret[],
): void {
  const text = `${JSON.stringify(content, null, 2)}\n`
  const made = servers.length > 0 ? loadRegistry(text, servers) : parseStations(text)
  if ('problems' in made) throw new Error(made.problems.join('; '))
  replaceFile(file, text)
}

/** Writes a file anew in one step: who reads it meanwhile sees the old one or the new one. */
export function replaceFile(file: string, content: string | Buffer): void {
  const mode = existsSync(file) ? statSync(file).mode & 0o777 : 0o644
  const next = `${file}.${process.pid}.new`
  try {
    writeFileSync(next, content, { mode })
    renameSync(next, file)
  } catch (error) {
    rmSync(next, { force: true })
    throw error
  }
}
