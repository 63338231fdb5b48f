import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { buildBridges, buildFunctions, functionNames } from './build.ts'
import { buildPage } from './build-page.ts'
import { distinctFreePorts } from './stack/ports.ts'

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
    const code = readFileSync(file, 'utf8')
    const asked = [...code.matchAll(/(?:^import\b[^"']*|require\()["']([^"']+)["']/gm)].map(
      ([, name]) => name ?? '',
    )
    expect(asked).toContain('node:module')
    expect(asked.filter((name) => !isBuiltin(name) && !notAsked.includes(name))).toEqual([])
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

test('a function takes a request and answers it before Node has loaded what it does without', {
  timeout: 60_000,
}, async () => {
  const out = mkdtempSync(join(tmpdir(), 'build-start-'))
  onTestFinished(() => rmSync(out, { recursive: true }))
  const files = await buildFunctions(out)
  // Node's HTTP/2 needs TLS, which needs its crypto: where there is gRPC they are loaded anyhow.
  for (const name of ['consumers', 'query'])
    expect(await loadedBeforeAnAnswer(files[name] ?? '', out)).toEqual({ status: 200, loaded: [] })
})

/** What a first request is answered, and which of the costly modules of Node were loaded by then. */
async function loadedBeforeAnAnswer(file: string, dir: string): Promise<unknown> {
  const [port = 0] = await distinctFreePorts(1)
  const env = { ...process.env, HOST: '127.0.0.1', PORT: String(port), VALKEY_ADDR: '127.0.0.1:1' }
  const watch = join(dir, 'watch.mjs')
  writeFileSync(
    watch,
    `const { get } = process.getBuiltinModule('node:http')
    const costly = ['internal/deps/undici/undici', 'crypto', 'tls', 'http2', 'zlib', 'worker_threads', 'fs/promises', 'v8']
    const ask = () => get('http://127.0.0.1:${port}/healthz/live', ({ statusCode: status }) => {
      const loaded = costly.filter((name) => process.moduleLoadList.includes('NativeModule ' + name))
      console.error(JSON.stringify({ status, loaded }))
      process.kill(process.pid, 'SIGTERM')
    }).on('error', () => setTimeout(ask, 1))
    ask()
    await import(${JSON.stringify(file)})`,
  )
  const { stderr } = await promisify(execFile)(process.execPath, [watch], { env })
  return JSON.parse(stderr)
}

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

/** Ajv writes the one into code that it makes; debug does without the other. */
const notAsked = ['ajv/dist/runtime/ucs2length', 'supports-color']

test('every bridge becomes one file too, which needs OpenTelemetry beside it only where somebody listens', {
  timeout: 60_000,
}, async () => {
  const out = mkdtempSync(join(tmpdir(), 'build-bridges-'))
  onTestFinished(() => rmSync(out, { recursive: true }))
  const { 'kafka-source': source = '' } = await buildBridges(out)
  expect(readFileSync(source, 'utf8')).toContain('import("./telemetry.mjs")')
  expect(readFileSync(source, 'utf8')).not.toContain('BatchSpanProcessor')
  expect(readFileSync(join(out, 'telemetry.mjs'), 'utf8')).toContain('BatchSpanProcessor')
})
