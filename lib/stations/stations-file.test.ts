import { mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRecordingLog } from '#lib/testing/recording-log.ts'
import { until } from '#lib/testing/settled.ts'
import { type Made, openStationsFile } from './stations-file.ts'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stations-'))
  path = join(folder, 'stations.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

const make = (text: string): Made<string> =>
  text.startsWith('bad') ? { problems: ['one thing', 'another'] } : { value: text }

const open = (log = createRecordingLog().log) => openStationsFile(path, make, log, 5)

test('a new content is taken while it runs', async () => {
  writeFileSync(path, 'first')
  const { log, events } = createRecordingLog()
  using file = await open(log)
  expect(file.current).toBe('first')
  writeFileSync(path, 'second')
  await until(5_000, async () => file.current === 'second')
  expect(events()).toEqual(['stations.reloaded'])
})

test('the swap of a symbolic link above it is seen, as Kubernetes makes it, also when times and sizes are equal', async () => {
  for (const version of ['one', 'two']) {
    writeFileSync(join(folder, version), version)
    utimesSync(join(folder, version), 0, 0)
  }
  symlinkSync('one', join(folder, '..data'))
  symlinkSync('..data', path)
  using file = await open()
  expect(file.current).toBe('one')
  symlinkSync('two', join(folder, '..data_tmp'))
  renameSync(join(folder, '..data_tmp'), join(folder, '..data'))
  await until(5_000, async () => file.current === 'two')
})

test('a broken file changes nothing and is logged once, with everything that is wrong; the next right one is taken', async () => {
  writeFileSync(path, 'first')
  const { log, lines } = createRecordingLog()
  using file = await open(log)
  writeFileSync(path, 'bad')
  await until(5_000, async () => lines.length > 0)
  expect(file.current).toBe('first')
  rmSync(path)
  await until(5_000, async () => lines.length > 1)
  expect(file.current).toBe('first')
  writeFileSync(path, 'third')
  await until(5_000, async () => file.current === 'third')
  expect(lines).toMatchObject([
    { level: 'error', event: 'stations.refused', fields: { problems: ['one thing', 'another'], of: 2 } },
    { level: 'error', event: 'stations.refused', fields: { problems: [expect.stringContaining('ENOENT')] } },
    { level: 'info', event: 'stations.reloaded' },
  ])
})

test('a broken file at start is a broken configuration, with everything that is wrong', async () => {
  writeFileSync(path, 'bad')
  await expect(open()).rejects.toMatchObject({
    name: 'ConfigError',
    message: `STATIONS_FILE ${path}: one thing; another`,
  })
})

test('a missing file at start is a broken configuration', async () => {
  await expect(open()).rejects.toMatchObject({
    name: 'ConfigError',
    message: expect.stringContaining('ENOENT'),
  })
})
