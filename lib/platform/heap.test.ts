import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import v8 from 'node:v8'
import { expect, onTestFinished, test, vi } from 'vitest'
import { keepNewObjectsYoungSoon } from './heap.ts'

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

test('V8 is told once all is loaded, and then not in the way of what waits for the start', async () => {
  vi.useFakeTimers()
  const told = vi.spyOn(v8, 'setFlagsFromString').mockReturnValue()
  onTestFinished(() => void vi.restoreAllMocks().useRealTimers())
  const loaded = Promise.withResolvers<void>()
  const soon = keepNewObjectsYoungSoon(loaded.promise)
  await vi.advanceTimersByTimeAsync(1_000)
  loaded.resolve()
  await soon
  expect(told).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(100)
  expect(told).toHaveBeenCalledExactlyOnceWith('--no-allocation-site-pretenuring')
})
