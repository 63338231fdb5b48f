import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startProcess } from '../../dev/process.ts'
import type { Broker } from '../../dev/stack/broker.ts'
import { requireJava } from '../../dev/stack/java.ts'
import { probeKafka } from '../../dev/stack/kafka-probe.ts'
import { broker, formatter, serverProperties } from '../../dev/stack/kafka-settings.ts'
import { createNativeBroker } from '../../dev/stack/native-broker.ts'
import { distinctFreePorts } from '../../dev/stack/ports.ts'
import { runStep } from '../../dev/stack/run-step.ts'

/** Who may come in. */
export type Guest = { username: string; password: string }

/** Where clients come in, under which address they are told to, and, unless everybody may, who and how. */
export type Entrance = {
  listens: string
  advertised: string
  guarded?: { guest: Guest; certificate: { key: string; cert: string } } | undefined
}

/** A Kafka that lets a guest in over TLS, with PLAIN or SCRAM, at `secureAddr`. */
export async function createSecureKafka(
  dir: string,
  guest: Guest,
  certificate: { key: string; cert: string },
) {
  const [port] = await distinctFreePorts(1)
  const secureAddr = `127.0.0.1:${port}`
  const guarded = { guest, certificate }
  const kafka = await createKafkaBehind(dir, { listens: secureAddr, advertised: secureAddr, guarded })
  return Object.assign(kafka, { secureAddr })
}

/** A Kafka with an entrance of one's choice beside its own. */
export async function createKafkaBehind(dir: string, entrance: Entrance): Promise<Broker> {
  const [kafka = 0, kafkaController = 0] = await distinctFreePorts(2)
  const properties = join(dir, 'server.properties')
  const logFile = join(dir, 'kafka.log')
  const { command: java } = await requireJava()
  const settings = withEntrance(serverProperties(join(dir, 'data'), { kafka, kafkaController }), entrance)
  return createNativeBroker(
    {
      name: 'kafka',
      ports: [kafka, kafkaController],
      async launch() {
        await mkdir(dir, { recursive: true })
        await writeFile(properties, settings, { mode: 0o600 })
        const args = [...formatter(properties), ...scramOf(entrance)]
        await runStep({ name: 'kafka format', command: java, args, logFile })
        return startProcess({ name: 'kafka', command: java, args: broker(properties), logFile })
      },
      probe: () => probeKafka(kafka),
    },
    () => {},
  )
}

function withEntrance(properties: string, { listens, advertised, guarded }: Entrance): string {
  const open = properties
    .replace(/^listeners=.*/m, `$&,CLIENTS://${listens}`)
    .replace(/^advertised\.listeners=.*/m, `$&,CLIENTS://${advertised}`)
    .replace(/^listener\.security\.protocol\.map=.*/m, `$&,CLIENTS:${guarded ? 'SASL_SSL' : 'PLAINTEXT'}`)
  if (guarded === undefined) return open
  const { guest, certificate } = guarded
  const oneLine = (pem: string) => pem.trim().replaceAll('\r', '').replaceAll('\n', '\\n')
  const module = (name: string) => `org.apache.kafka.common.security.${name}LoginModule required`
  return `${open}
listener.name.clients.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
listener.name.clients.plain.sasl.jaas.config=${module('plain.Plain')} user_${guest.username}="${guest.password}";
listener.name.clients.scram-sha-512.sasl.jaas.config=${module('scram.Scram')};
listener.name.clients.ssl.keystore.type=PEM
listener.name.clients.ssl.keystore.key=${oneLine(certificate.key)}
listener.name.clients.ssl.keystore.certificate.chain=${oneLine(certificate.cert)}
`
}

function scramOf({ guarded }: Entrance): string[] {
  if (guarded === undefined) return []
  const { username, password } = guarded.guest
  return ['--add-scram', `SCRAM-SHA-512=[name=${username},password=${password}]`]
}
