import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startProcess } from '../../dev/process.ts'
import { requireJava } from '../../dev/stack/java.ts'
import { probeKafka } from '../../dev/stack/kafka-probe.ts'
import { broker, formatter, serverProperties } from '../../dev/stack/kafka-settings.ts'
import { createNativeBroker } from '../../dev/stack/native-broker.ts'
import { distinctFreePorts } from '../../dev/stack/ports.ts'
import { runStep } from '../../dev/stack/run-step.ts'

/** Who may come in. */
export type Guest = { username: string; password: string }

const module = (name: string) => `org.apache.kafka.common.security.${name}LoginModule required`

/** A Kafka that lets a guest in over TLS, with PLAIN or SCRAM, at `addr`. */
export async function createSecureKafka(
  dir: string,
  guest: Guest,
  { key, cert }: { key: string; cert: string },
) {
  const [kafka = 0, kafkaController = 0, secure = 0] = await distinctFreePorts(3)
  const properties = join(dir, 'server.properties')
  const logFile = join(dir, 'kafka.log')
  const { command: java } = await requireJava()
  const oneLine = (pem: string) => pem.trim().replaceAll('\r', '').replaceAll('\n', '\\n')
  const settings = `${serverProperties(join(dir, 'data'), { kafka, kafkaController })
    .replaceAll(
      `PLAINTEXT://127.0.0.1:${kafka}`,
      `PLAINTEXT://127.0.0.1:${kafka},SECURE://127.0.0.1:${secure}`,
    )
    .replace('PLAINTEXT:PLAINTEXT', 'PLAINTEXT:PLAINTEXT,SECURE:SASL_SSL')}
listener.name.secure.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
listener.name.secure.plain.sasl.jaas.config=${module('plain.Plain')} user_${guest.username}="${guest.password}";
listener.name.secure.scram-sha-512.sasl.jaas.config=${module('scram.Scram')};
listener.name.secure.ssl.keystore.type=PEM
listener.name.secure.ssl.keystore.key=${oneLine(key)}
listener.name.secure.ssl.keystore.certificate.chain=${oneLine(cert)}
`
  const own = createNativeBroker(
    {
      name: 'kafka',
      ports: [kafka, kafkaController, secure],
      async launch() {
        await mkdir(dir, { recursive: true })
        await writeFile(properties, settings)
        const scram = `SCRAM-SHA-512=[name=${guest.username},password=${guest.password}]`
        const args = [...formatter(properties), '--add-scram', scram]
        await runStep({ name: 'kafka format', command: java, args, logFile })
        return startProcess({ name: 'secure kafka', command: java, args: broker(properties), logFile })
      },
      probe: () => probeKafka(kafka),
    },
    () => {},
  )
  return Object.assign(own, { secureAddr: `127.0.0.1:${secure}` })
}
