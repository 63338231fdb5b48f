import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type AptPart, aptInstall } from './apt.ts'
import { findJava } from './java.ts'
import { makeKafkaImage } from './kafka-image.ts'
import { downloadJars, hasJars } from './kafka-jars.ts'
import { isOnPath } from './on-path.ts'
import { devDir } from './paths.ts'
import { type Progress, timed } from './progress.ts'
import { findRabbitmq } from './rabbitmq-libraries.ts'

const logDir = join(devDir, 'logs')

/** Installs what the native stack lacks: packages of the system, and Kafka's jars into the repository's folder. */
export async function installNative(progress: Progress = () => {}): Promise<void> {
  const missing = await missingParts()
  const neededForKafka = missing.filter((part) => part === 'java' || part === 'maven')
  if (neededForKafka.length > 0) {
    await aptInstall(missing, logDir, progress)
    await installKafka(progress)
    return
  }
  const ended = await Promise.allSettled([
    missing.length > 0 ? aptInstall(missing, logDir, progress) : undefined,
    installKafka(progress),
  ])
  const failed = ended.find((end) => end.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

/** Where Debian puts Chromium. */
export const chromium = '/usr/bin/chromium'

/** Installs the browser that tests of the live page need. */
export async function installBrowser(progress: Progress = () => {}): Promise<void> {
  if (!existsSync(chromium)) await aptInstall(['chromium'], logDir, progress)
}

async function missingParts(): Promise<AptPart[]> {
  const parts: AptPart[] = []
  if ((await findJava()) === undefined) parts.push('java')
  if (!hasJars() && !isOnPath('mvn')) parts.push('maven')
  if (findRabbitmq() === undefined || !isOnPath('erl')) parts.push('rabbitmq')
  if (!isOnPath('valkey-server')) parts.push('valkey')
  return parts
}

async function installKafka(progress: Progress): Promise<void> {
  if (!hasJars()) await timed(progress, 'kafka', 'download', () => downloadJars(logDir))
  await makeKafkaImage(logDir, progress)
}
