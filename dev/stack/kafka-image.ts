import { existsSync } from 'node:fs'
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { startProcess } from '../process.ts'
import { requireJava } from './java.ts'
import { jarsFolder } from './kafka-jars.ts'
import { broker, formatter, type KafkaPorts, serverProperties } from './kafka-settings.ts'
import { devDir } from './paths.ts'
import { assertListening, distinctFreePorts } from './ports.ts'
import { type Progress, timed } from './progress.ts'
import { runStep } from './run-step.ts'
import { untilReady } from './wait.ts'

/** What makes a start of Kafka fast, made once for these jars and this Java. */
export type KafkaImage = {
  java: string
  /** A formatted, empty data folder to copy. */
  emptyData: string
  /** An archive of loaded classes (AppCDS): with it the start takes half the time. */
  classArchive: string
}

/** Where the image of these jars and this Java is. */
export async function kafkaImage(): Promise<KafkaImage & { folder: string }> {
  const { command: java, version } = await requireJava()
  const folder = join(
    devDir,
    `kafka-image-${basename(jarsFolder())}-java-${version}`.replace('kafka-libs-', ''),
  )
  return { java, folder, emptyData: join(folder, 'data'), classArchive: join(folder, 'classes.jsa') }
}

/** Formats a data folder and runs a broker once to archive its classes; the image appears only when complete. */
export async function makeKafkaImage(logDir: string, progress: Progress): Promise<void> {
  const { java, folder } = await kafkaImage()
  if (existsSync(folder)) return
  await timed(progress, 'kafka', 'prepare', () => make(java, folder, logDir))
}

async function make(java: string, folder: string, logDir: string): Promise<void> {
  const unfinished = `${folder}.${process.pid}`
  const data = join(unfinished, 'used-data')
  const logFile = join(logDir, 'kafka-image.log')
  try {
    await mkdir(unfinished, { recursive: true })
    const [kafka, kafkaController] = (await distinctFreePorts(2)) as [number, number]
    const ports: KafkaPorts = { kafka, kafkaController }
    const properties = join(unfinished, 'server.properties')
    await writeFile(properties, serverProperties(data, ports))
    await runStep({ name: 'kafka format', command: java, args: formatter(properties), logFile })
    await cp(data, join(unfinished, 'data'), { recursive: true })

    const archive = [
      `-XX:ArchiveClassesAtExit=${join(unfinished, 'classes.jsa')}`,
      '-Xlog:cds=error,cds+dynamic=error',
    ]
    const args = [...archive, ...broker(properties)]
    await using rehearsal = startProcess({ name: 'kafka rehearsal', command: java, args, logFile })
    await untilReady(rehearsal, () => assertListening(kafka), { withinMs: 60_000 })
    await rehearsal.stop({ withinMs: 30_000 })
    await rm(data, { recursive: true })
    await rename(unfinished, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error // else another run was faster
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}
