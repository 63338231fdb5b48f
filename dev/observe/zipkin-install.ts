import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type AptPart, aptInstall } from '../stack/apt.ts'
import { findJava } from '../stack/java.ts'
import { runMaven } from '../stack/maven.ts'
import { isOnPath } from '../stack/on-path.ts'
import { devDir } from '../stack/paths.ts'
import { type Progress, timed } from '../stack/progress.ts'

const VERSION = '3.5.1'
const file = `zipkin-server-${VERSION}-exec.jar`
const logDir = join(devDir, 'logs')

/** Zipkin's server with its pages, one jar from Maven Central, and the Java that it runs on where there is none. */
export async function installZipkin(progress: Progress): Promise<string> {
  const jar = join(devDir, file)
  const isThere = existsSync(jar)
  const missing: AptPart[] = (await findJava()) === undefined ? ['java'] : []
  if (!isThere && !isOnPath('mvn')) missing.push('maven')
  if (missing.length > 0) await aptInstall(missing, logDir, progress)
  if (!isThere) await timed(progress, 'zipkin', 'download', () => download(jar))
  return jar
}

/** The jar appears only when it is complete. */
async function download(jar: string): Promise<void> {
  const unfinished = `${jar}.${process.pid}`
  try {
    await mkdir(unfinished, { recursive: true })
    const artifact = `io.zipkin:zipkin-server:${VERSION}:jar:exec`
    await runMaven('copy', [`-Dartifact=${artifact}`, `-DoutputDirectory=${unfinished}`], logDir)
    await rename(join(unfinished, file), jar)
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}
