import { join } from 'node:path'
import { messageOf } from '#lib/platform/errors.ts'
import { functionNames } from '../build.ts'
import { report } from '../stack/progress.ts'
import { imagesDir, writeArchives } from './archives.ts'
import { buildImage, findEngine, pushArchive, pushImage } from './engine.ts'
import { measureImages } from './measure.ts'
import { help, readImageOptions } from './options.ts'

try {
  const options = readImageOptions(process.argv.slice(2), functionNames())
  if (options.help) console.log(help)
  else if (options.archive) await archives(options)
  else images(options)
} catch (error) {
  console.error(messageOf(error))
  process.exitCode = 1
}

async function archives({
  only,
  repository,
  push,
  measure,
}: ReturnType<typeof readImageOptions>): Promise<void> {
  if (push) {
    for (const name of only) pushArchive(join(imagesDir, `${name}.tar`), name, repository)
    return
  }
  const mib = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`
  const written = await writeArchives(only, repository, report)
  for (const { name, file, unpacked, own } of written)
    console.log(`${name}: ${mib(unpacked)}, of it the function ${mib(own)}: ${file}`)
  if (measure) await measureImages(written, console.log)
}

function images({ only, repository, push }: ReturnType<typeof readImageOptions>): void {
  const engine = findEngine()
  if (engine === undefined)
    throw new Error('neither docker nor podman nor buildah answers; --archive needs none of them')
  for (const name of only) push ? pushImage(engine, name, repository) : buildImage(engine, name, repository)
}
