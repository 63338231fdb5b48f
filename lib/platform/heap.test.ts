import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const file = join(import.meta.dirname, 'heap.ts')
const script = `import { keepNewObjectsYoung } from ${JSON.stringify(file)}; keepNewObjectsYoung()`

/** Runs it in a Node of its own. @returns what Node says of its compile cache */
function run(cache: string): string {
  const env = { NODE_COMPILE_CACHE: cache, NODE_DEBUG_NATIVE: 'COMPILE_CACHE' }
  const args = ['--input-type=module', '-e', script]
  return spawnSync(process.execPath, args, { env, encoding: 'utf8' }).stderr
}

test('what was compiled before is taken from the compile cache at the next start', () => {
  const cache = mkdtempSync(join(tmpdir(), 'chaac-heap-'))
  onTestFinished(() => rmSync(cache, { recursive: true }))
  expect(run(cache)).toMatch(/heap\.ts.* was not initialized/)
  const again = run(cache)
  expect(again).toMatch(/heap\.ts was accepted/)
  expect(again).not.toContain('rejected')
})
