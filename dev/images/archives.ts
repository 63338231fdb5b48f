import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildFunctions } from '../build.ts'
import { devDir, root } from '../stack/paths.ts'
import { type Progress, timed } from '../stack/progress.ts'
import { runStep } from '../stack/run-step.ts'
import { stageFunction } from './app-files.ts'
import { writeArchive } from './archive.ts'
import { imageConfig, imageName, version } from './image.ts'
import { billOfMaterials } from './sbom.ts'

/** Where archives are written. */
export const imagesDir = join(devDir, 'images')

/** A written archive: what unpacked the image has, in bytes, and what of it is the function's own. */
export type Written = { name: string; file: string; unpacked: number; own: number }

/** Writes the images of some functions as archives, each with its bill of materials. */
export async function writeArchives(
  names: readonly string[],
  repository: string,
  progress: Progress,
): Promise<Written[]> {
  mkdirSync(imagesDir, { recursive: true })
  const base = join(imagesDir, 'base')
  await timed(progress, 'images', 'bundles', buildFunctions)
  await timed(progress, 'images', 'base', () =>
    runStep({
      name: 'base of the images',
      command: 'sh',
      args: [join(import.meta.dirname, 'base.sh'), base, process.execPath],
      env: process.env,
      logFile: join(devDir, 'logs', 'image-base.log'),
    }),
  )
  const debian = readFileSync(`${base}.packages`, 'utf8').trim().split('\n')
  const written: Written[] = []
  for (const name of names) {
    const folder = join(imagesDir, name)
    const file = `${folder}.tar`
    await timed(progress, 'images', name, async () => {
      await stageFunction(name, folder)
      await writeArchive(imageName(name, repository), imageConfig(name), [base, folder], file)
    })
    const packages = JSON.parse(readFileSync(join(root, 'dist', `${name}.packages.json`), 'utf8')) as string[]
    writeFileSync(`${folder}.cdx.json`, billOfMaterials({ name, version, packages, debian }))
    const own = bytesIn(folder)
    written.push({ name, file, unpacked: bytesIn(base) + own, own })
  }
  return written
}

function bytesIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) =>
    lstatSync(join(folder, path)),
  )
  return files.filter((file) => file.isFile()).reduce((sum, { size }) => sum + size, 0)
}
