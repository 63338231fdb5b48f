import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runMaven } from './maven.ts'
import { devDir, kafkaDir } from './paths.ts'

const pom = join(kafkaDir, 'pom.xml')

/** The folder of Kafka's jars: its name changes with pom.xml, so a new version never meets old jars. */
export function jarsFolder(): string {
  const text = readFileSync(pom, 'utf8')
  const [, version = 'unknown'] =
    /<artifactId>kafka_[\d.]+<\/artifactId>\s*<version>([^<]+)</.exec(text) ?? []
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8)
  return join(devDir, `kafka-libs-${version}-${hash}`)
}

/** Whether the jars are there. */
export const hasJars = (): boolean => existsSync(jarsFolder())

/** Gets Kafka's jars from Maven Central; the folder appears only when it is complete. */
export async function downloadJars(logDir: string): Promise<void> {
  const folder = jarsFolder()
  const unfinished = `${folder}.${process.pid}`
  try {
    await mkdir(unfinished, { recursive: true })
    await runMaven('copy-dependencies', ['-f', pom, `-DoutputDirectory=${unfinished}`], logDir)
    await rename(unfinished, folder)
  } catch (error) {
    if (!hasJars()) throw error // else another run was faster
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}
