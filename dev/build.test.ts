import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { buildFunctions, functionNames } from './build.ts'

test('every function becomes one file, with what it reads at run time beside it', async () => {
  const out = mkdtempSync(join(tmpdir(), 'build-'))
  onTestFinished(() => rmSync(out, { recursive: true }))
  const files = await buildFunctions(out)
  expect(Object.keys(files)).toEqual(functionNames())
  expect(Object.keys(files)).toEqual(['consumers', 'ingest', 'kafka-writer', 'query', 'rabbit-writer'])
  for (const file of Object.values(files)) {
    const imported = [...readFileSync(file, 'utf8').matchAll(/^import .* from "([^"]+)"/gm)].map(
      ([, name]) => name,
    )
    expect(imported.filter((name) => !name?.startsWith('node:') && !isBuiltIn(name ?? ''))).toEqual([])
  }
  expect(existsSync(join(dirname(files.consumers ?? ''), 'lua/store.lua'))).toBe(true)
})

function isBuiltIn(name: string): boolean {
  return process.getBuiltinModule(name) !== undefined
}
