import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { buildFunctions, functionNames } from './build.ts'
import { buildPage } from './build-page.ts'

test('every function becomes one file, with what it reads at run time beside it', {
  timeout: 60_000,
}, async () => {
  const out = mkdtempSync(join(tmpdir(), 'build-'))
  onTestFinished(() => rmSync(out, { recursive: true }))
  const files = await buildFunctions(out)
  expect(Object.keys(files)).toEqual(functionNames())
  expect(Object.keys(files)).toEqual([
    'consumers',
    'dead-letters',
    'ingest',
    'kafka-writer',
    'query',
    'rabbit-writer',
  ])
  for (const file of Object.values(files)) {
    const imported = [...readFileSync(file, 'utf8').matchAll(/^import .* from "([^"]+)"/gm)].map(
      ([, name]) => name,
    )
    expect(imported.filter((name) => !name?.startsWith('node:') && !isBuiltIn(name ?? ''))).toEqual([])
    const telemetry = join(dirname(file), 'telemetry.mjs')
    const [own, sdk] = [file, telemetry].map((path) => readFileSync(path, 'utf8')) as [string, string]
    expect(own).toContain('import("./telemetry.mjs")')
    expect(own).not.toContain('BatchSpanProcessor')
    expect(sdk).toContain('BatchSpanProcessor')
    expect(own.length + sdk.length).toBeLessThan(2_000_000)
  }
  expect(existsSync(join(dirname(files.consumers ?? ''), 'lua/store.lua'))).toBe(true)
  expect(existsSync(join(dirname(files['dead-letters'] ?? ''), 'lua/dead.lua'))).toBe(true)
})

test('the page names only what lies beside it, and nothing on another machine', async () => {
  const out = mkdtempSync(join(tmpdir(), 'build-page-'))
  onTestFinished(() => rmSync(out, { recursive: true }))
  await buildPage(join(import.meta.dirname, '../functions/query/page'), out)
  const html = readFileSync(join(out, 'index.html'), 'utf8')
  const loaded = [...html.matchAll(/<(?:script|link)[^>]* (?:src|href)="([^"]+)"/g)].map(
    ([, path]) => path ?? '',
  )
  expect(loaded).toHaveLength(3)
  for (const path of loaded) {
    expect(path).toMatch(/^assets\/\w+-[A-Z0-9]{8}\.(?:js|css|svg)$/)
    expect(existsSync(join(out, path))).toBe(true)
    expect(readFileSync(join(out, path), 'utf8').replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:\/\//,
    )
  }
})

function isBuiltIn(name: string): boolean {
  return process.getBuiltinModule(name) !== undefined
}
