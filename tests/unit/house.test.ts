import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from './planted.ts'

const sources = globSync('{functions,lib,dev,grafana,load,proto}/**/*.{ts,lua,py}', {
  cwd: root,
  exclude: (path) => String(path).endsWith('node_modules'),
})
  .filter((path) => !/\.test\.ts$|^proto\/gen\/|^lib\/testing\//.test(path))
  .map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').split('\n').length - 1 }))

const folders = globSync('functions/*/main.ts', { cwd: root }).map(dirname).sort()

test('no source file has more than 250 lines', () => {
  expect(sources.filter(({ lines }) => lines > 250)).toEqual([])
})

test('half of the source files have less than 60 lines', () => {
  const sorted = sources.map(({ lines }) => lines).sort((a, b) => a - b)
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(60)
})

test.each(folders)('%s has a config.ts', (folder) => {
  expect(globSync('config.ts', { cwd: join(root, folder) })).toEqual(['config.ts'])
})

test.each(folders)('%s has an app.ts, or runs the service that both writers share', (folder) => {
  const main = readFileSync(join(root, folder, 'main.ts'), 'utf8')
  const service = basename(folder).endsWith('-writer') ? '#lib/writer/run-writer.ts' : './app.ts'
  expect(main).toContain(`from '${service}'`)
})

test.each(folders)('the environment of %s is read in its config.ts and nowhere else', (folder) => {
  const main = readFileSync(join(root, folder, 'main.ts'), 'utf8')
  expect(main.match(/process\.env/g)).toEqual(['process.env'])
  expect(main).toMatch(/live\(process\.env, '[a-z-]+', loadConfig, /)
})

test('no .proto is there twice', () => {
  const names = globSync('**/*.proto', {
    cwd: root,
    exclude: (path) => /(^|\/)(node_modules|\.dev|dist)$/.test(String(path)),
  }).map((path) => basename(path))
  expect(names.sort()).toEqual([...new Set(names)].sort())
})

describe('the generated types', () => {
  let copy: string

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'proto-check-'))
    cpSync(join(root, 'proto'), join(copy, 'proto'), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  })

  afterAll(() => rmSync(copy, { recursive: true }))

  test('are what the contract says', { timeout: 30_000 }, () => {
    expect(staleness(root)).toBe('')
  })

  test('are found stale when the contract has changed', { timeout: 30_000 }, () => {
    appendFileSync(join(copy, 'proto/chaac/weather/v1/readings.proto'), '\nmessage Added {}\n')
    expect(staleness(copy)).toContain('messages.ts')
  })
})

/** What the check complains of. */
function staleness(folder: string): string {
  const args = [join(folder, 'proto/generate.ts'), '--check']
  try {
    execFileSync(process.execPath, args, { stdio: 'pipe' })
    return ''
  } catch (error) {
    return String((error as { stderr: Buffer }).stderr)
  }
}
