import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeScratch } from './scratch.ts'

async function makeParent(): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'chaac-scratch-'))
  onTestFinished(() => rm(parent, { recursive: true }))
  return parent
}

test('a scratch folder is gone when it is disposed of', async () => {
  const parent = await makeParent()
  {
    await using scratch = await makeScratch('run', parent)
    expect(existsSync(scratch.dir)).toBe(true)
  }
  expect(readdirSync(parent)).toEqual([])
})

test('what a killed run has left is removed, what a living one uses is kept', async () => {
  const parent = await makeParent()
  const { pid: ended } = spawnSync('true')
  const kept = [`run-${process.ppid}`, `other-${ended}`]
  for (const name of [`run-${ended}`, ...kept]) await mkdir(join(parent, name))
  await using _scratch = await makeScratch('run', parent)
  expect(readdirSync(parent).sort()).toEqual([...kept, `run-${process.pid}`].sort())
})
