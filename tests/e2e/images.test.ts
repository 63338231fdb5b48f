import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildFunctions } from '../../dev/build.ts'
import { stageFunction } from '../../dev/images/app-files.ts'
import { USER } from '../../dev/images/image.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'

test('whoever runs an image can read all of it, the compile cache too', async () => {
  await using scratch = await makeScratch('test-images')
  await buildFunctions()
  await stageFunction('query', scratch.dir)
  const files = readdirSync(scratch.dir, { recursive: true, encoding: 'utf8' })
  expect(files.filter((file) => file.includes(`-${USER}/`))).not.toEqual([])
  for (const file of files) expect(lstatSync(join(scratch.dir, file)).mode & 0o004, file).not.toBe(0)
})
