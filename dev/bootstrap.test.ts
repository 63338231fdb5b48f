import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

type Packages = Record<string, { version: string; optional?: boolean }>

/** Runs bootstrap in a repository of its own, with an npm that only says how it was called. */
async function bootstrap(
  wanted: Packages,
  installed?: Packages,
  npm = 'console.log(...process.argv.slice(2))',
) {
  const root = await mkdtemp(join(tmpdir(), 'chaac-bootstrap-'))
  onTestFinished(() => rm(root, { recursive: true }))
  const put = (path: string, packages: Packages) =>
    writeFile(join(root, path), JSON.stringify({ packages: { '': { version: '1.0.0' }, ...packages } }))
  await mkdir(join(root, 'node_modules'))
  await mkdir(join(root, 'dev'))
  await cp(join(import.meta.dirname, 'bootstrap.mjs'), join(root, 'dev/bootstrap.mjs'))
  await put('package-lock.json', wanted)
  for (const path of Object.keys(installed ?? {})) await mkdir(join(root, path), { recursive: true })
  if (installed !== undefined) await put('node_modules/.package-lock.json', installed)
  await writeFile(join(root, 'npm.cjs.js'), npm)
  const env = { ...process.env, npm_execpath: join(root, 'npm.cjs.js') }
  const { status, stdout, stderr } = spawnSync('node', [join(root, 'dev/bootstrap.mjs')], {
    env,
    encoding: 'utf8',
  })
  return { status, output: stdout + stderr }
}

const hono = { 'node_modules/hono': { version: '4.0.0' } }

test('is silent when the packages are those of the lockfile', async () => {
  expect(await bootstrap(hono, hono)).toEqual({ status: 0, output: '' })
})

test('does not miss an optional package that is for another platform', async () => {
  const optional = { 'node_modules/windows-only': { version: '1.0.0', optional: true } }
  expect(await bootstrap({ ...hono, ...optional }, hono)).toEqual({ status: 0, output: '' })
})

test('installs when nothing is installed', async () => {
  const { status, output } = await bootstrap(hono)
  expect(status).toBe(0)
  expect(output).toMatch(
    /not installed, running `npm ci` …\nci .*\nbootstrap: packages installed in [\d.]+ s\n$/,
  )
})

test('installs when a package has another version than the lockfile, and says which', async () => {
  const { output } = await bootstrap(hono, { 'node_modules/hono': { version: '3.9.0' } })
  expect(output).toContain('hono 4.0.0 is not installed')
})

test('passes on the failure of npm, in a sentence', async () => {
  const { status, output } = await bootstrap(hono, undefined, 'process.exit(7)')
  expect(status).toBe(7)
  expect(output).toMatch(/npm ci failed after [\d.]+ s \(exit code 7\)/)
})
