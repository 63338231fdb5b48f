import { existsSync } from 'node:fs'
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startProcess } from '../process.ts'
import type { Broker } from './broker.ts'
import { kafkaImage } from './kafka-image.ts'
import { probeKafka } from './kafka-probe.ts'
import { broker, serverProperties } from './kafka-settings.ts'
import { createNativeBroker } from './native-broker.ts'
import type { NativeOptions } from './native-options.ts'

/** Kafka as a child process: broker and controller in one. */
export function createKafka({ dir, logDir, ports, progress }: NativeOptions): Broker {
  const home = join(dir, 'kafka')
  return createNativeBroker(
    {
      name: 'kafka',
      ports: [ports.kafka, ports.kafkaController],
      async launch() {
        const { java, emptyData, classArchive } = await kafkaImage()
        const data = join(home, 'data')
        const properties = join(home, 'server.properties')
        await mkdir(home, { recursive: true })
        if (!existsSync(data)) await copyWhole(emptyData, data)
        await writeFile(properties, serverProperties(data, ports))
        // The flag without the file would turn off Java's own archive as well.
        const archive = existsSync(classArchive) ? [`-XX:SharedArchiveFile=${classArchive}`] : []
        const args = [...archive, ...broker(properties)]
        return startProcess({ name: 'kafka', command: java, args, logFile: join(logDir, 'kafka.log') })
      },
      probe: () => probeKafka(ports.kafka),
    },
    progress,
  )
}

/** Copies a folder so that it is there whole or not at all. */
async function copyWhole(from: string, to: string): Promise<void> {
  await rm(`${to}.new`, { recursive: true, force: true })
  await cp(from, `${to}.new`, { recursive: true })
  await rename(`${to}.new`, to)
}
