import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startProcess } from '../../dev/process.ts'
import { requireJava } from '../../dev/stack/java.ts'
import { createKafka } from '../../dev/stack/kafka.ts'
import { probeKafka } from '../../dev/stack/kafka-probe.ts'
import { broker, formatter, serverProperties } from '../../dev/stack/kafka-settings.ts'
import { createNativeBroker } from '../../dev/stack/native-broker.ts'
import { distinctFreePorts, freePorts } from '../../dev/stack/ports.ts'
import { runStep } from '../../dev/stack/run-step.ts'

/** The id of the second broker, to give it partitions. */
export const SECOND = 2

const quiet = () => {}

/** A Kafka of two brokers, of which the second one can be ended while the first goes on as broker and controller. */
export async function createKafkaPair(dir: string) {
  const logDir = join(dir, 'logs')
  const ports = await freePorts()
  const [port = 0] = await distinctFreePorts(1)
  const home = join(dir, 'second')
  const properties = join(home, 'server.properties')
  const logFile = join(logDir, 'second.log')
  const { command: java } = await requireJava()

  const first = createKafka({ dir, logDir, ports, progress: quiet })
  const second = createNativeBroker(
    {
      name: 'kafka',
      ports: [port],
      async launch() {
        await mkdir(home, { recursive: true })
        const controller = { kafkaController: ports.kafkaController }
        await writeFile(
          properties,
          onlyBroker(serverProperties(join(home, 'data'), { kafka: port, ...controller })),
        )
        await runStep({ name: 'kafka format', command: java, args: formatter(properties), logFile })
        return startProcess({ name: 'second kafka', command: java, args: broker(properties), logFile })
      },
      probe: () => probeKafka(port),
    },
    quiet,
  )
  return { first, second }
}

/** The settings of a broker that leaves the cluster's affairs to the first one. */
function onlyBroker(settings: string): string {
  return settings
    .replace('process.roles=broker,controller', 'process.roles=broker')
    .replace('node.id=1', `node.id=${SECOND}`)
    .replace(/^(listeners=[^,\n]*),.*$/m, '$1')
}
