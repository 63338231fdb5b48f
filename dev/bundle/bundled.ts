import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { bundle } from '../build.ts'

/** For tests: what code prints when it is bundled as a function is, and the files of which the bundle was made. */
export async function bundled(code: string, format: 'ts' | 'cjs' = 'ts') {
  const dir = mkdtempSync(join(tmpdir(), 'bundled-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const [entry, outfile] = [join(dir, `entry.${format}`), join(dir, 'out.mjs')]
  writeFileSync(entry, code)
  const files = await bundle(entry, outfile)
  return { printed: execFileSync(process.execPath, [outfile], { encoding: 'utf8' }).trim(), files }
}
