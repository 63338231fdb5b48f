import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { GRACE_MS } from '#lib/platform/lifetime.ts'
import { root } from '../stack/paths.ts'
import { writeArchive } from './archive.ts'
import { imageConfig, imageName } from './image.ts'
import { readImageOptions } from './options.ts'
import { billOfMaterials } from './sbom.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'chaac-images-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

test('the Dockerfile and the archives make images that run alike', () => {
  const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8')
  const last = dockerfile.slice(dockerfile.lastIndexOf('FROM'))
  const { User, Env, Entrypoint, WorkingDir, StopSignal, Labels } = imageConfig('ingest')
  expect(last).toContain(`\nUSER ${User}\n`)
  expect(last).toContain(`\nENV ${Env.join(' ')}\n`)
  expect(last).toContain(`\nENTRYPOINT ${JSON.stringify(Entrypoint).replaceAll(',', ', ')}\n`)
  expect(last).toContain(`\nWORKDIR ${WorkingDir}\n`)
  expect(last).toContain(`\nSTOPSIGNAL ${StopSignal}\n`)
  for (const [label, value] of Object.entries(Labels)) {
    if (label.endsWith('title') || label.endsWith('version')) expect(last).toContain(label)
    else expect(last).toContain(`${label}="${value}"`)
  }
})

test('P7: no name that nobody answers for keeps a function from ending in its time', () => {
  const { RES_OPTIONS = '' } = Object.fromEntries(imageConfig('ingest').Env.map((one) => one.split('=', 2)))
  const seconds = Number(/^timeout:(\d+)$/.exec(RES_OPTIONS)?.[1])
  const attempts = 2 // of the C library
  const names = 5 // that Kubernetes makes of one, by its search list
  expect(seconds * attempts * names * 1_000).toBeLessThan(GRACE_MS)
})

test('a build asks a registry for its base and for nothing else', () => {
  const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8')
  expect(dockerfile).not.toMatch(/^#\s*syntax\s*=/im) // it would be fetched and run, unpinned, with each build
  const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base)
  expect(bases).toEqual([expect.stringContaining('BUILD_BASE'), 'scratch'])
  for (const [, from] of dockerfile.matchAll(/--from=(\S+)/g)) expect(from).toBe('build')
})

test('an image has a version and is never the latest', () => {
  expect(imageName('ingest')).toMatch(/^zot\.local:5000\/chaac\/ingest:\d+\.\d+\.\d+$/)
})

test('the same files make the same archive, whenever they were written', async () => {
  const digests: string[] = []
  for (const time of [1_000, 2_000_000]) {
    const folder = join(dir, 'layer')
    mkdirSync(join(folder, 'app'), { recursive: true })
    writeFileSync(join(folder, 'app', 'main.mjs'), 'export {}')
    utimesSync(join(folder, 'app', 'main.mjs'), time, time)
    const file = join(dir, `${time}.tar`)
    await writeArchive('chaac/x:1', imageConfig('x'), [folder], file)
    digests.push(createHash('sha256').update(readFileSync(file)).digest('hex'))
  }
  expect(digests[0]).toBe(digests[1])
})

test('a bill of materials names every package with its version', () => {
  const packages = ['node_modules/hono', 'node_modules/@hono/node-server']
  const contents = { name: 'query', version: '1.2.3', packages, debian: ['libc6 2.36-9+deb12u14'] }
  const bom = JSON.parse(billOfMaterials(contents))
  expect(bom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'chaac-query' } } })
  const purls = bom.components.map(({ purl }: { purl: string }) => purl.replace(/@[^@]*$/, '')).sort()
  expect(purls).toEqual([
    'pkg:deb/debian/libc6',
    'pkg:generic/node',
    'pkg:npm/%40hono/node-server',
    'pkg:npm/hono',
  ])
  expect(billOfMaterials(contents)).toBe(billOfMaterials(contents))
})

test('what the command line says wrong is refused', () => {
  const names = ['ingest', 'query']
  expect(readImageOptions(['push', '--only', 'query'], names)).toMatchObject({ push: true, only: ['query'] })
  expect(readImageOptions([], names)).toMatchObject({ push: false, archive: false, only: names })
  expect(() => readImageOptions(['--only', 'other'], names)).toThrow('ingest, query')
  expect(() => readImageOptions(['pull'], names)).toThrow('push and measure are the only commands')
})
