import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../../dev/stack/paths.ts'
import type { Profile } from './run.ts'

const file = join(root, 'load/results/profile.json')

/** Keeps a profile, in place of the last one. */
export function keepProfile(profile: Profile): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(profile, undefined, 2)}\n`)
}

/** The profile that is kept, if there is one. */
export function keptProfile(): Profile | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Profile) : undefined
}
