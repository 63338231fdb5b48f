import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startProcess } from '../../../dev/process.ts'
import type { Broker } from '../../../dev/stack/broker.ts'
import { startEpmd, withEpmd } from '../../../dev/stack/epmd.ts'
import { createNativeBroker } from '../../../dev/stack/native-broker.ts'
import { freePorts } from '../../../dev/stack/ports.ts'
import { linkLibraries } from '../../../dev/stack/rabbitmq-libraries.ts'
import { probeRabbitmq } from '../../../dev/stack/rabbitmq-probe.ts'
import { configuration, environment, erlangArguments } from '../../../dev/stack/rabbitmq-settings.ts'
import type { Certificate } from './authority.ts'

/** Who may come in. */
type Login = { username: string; password: string }

/** RabbitMQ that pods reach: at 5671 over TLS if it has a certificate, else at 5672. */
export async function createRabbitmq(
  dir: string,
  address: string,
  user: Login,
  certificate: Certificate | undefined,
): Promise<Broker> {
  const ports = await freePorts()
  const login = { ...user, vhost: '/' }
  const logFile = join(dir, 'rabbitmq.log')
  const write = (name: string, text: string) => writeFile(join(dir, name), text, { mode: 0o600 })
  return createNativeBroker(
    {
      name: 'rabbitmq',
      ports: [ports.amqp, ports.amqpDist, ports.epmd],
      async launch() {
        await mkdir(join(dir, 'mnesia'), { recursive: true })
        await write('enabled_plugins', '[].\n')
        await write('tls.key', certificate?.key ?? '')
        await write('tls.crt', certificate?.cert ?? '')
        const entrance = certificate === undefined ? plain(address) : secure(address, dir)
        await write('rabbitmq.conf', `${configuration(ports.amqp, login)}${entrance}`)
        const env = environment(dir, await linkLibraries(join(dir, 'lib')), ports)
        const epmd = await startEpmd(ports.epmd, logFile)
        const args = erlangArguments(ports.amqpDist)
        return withEpmd(startProcess({ name: 'rabbitmq', command: 'erl', args, env, logFile }), epmd)
      },
      probe: () => probeRabbitmq(ports.amqp, login),
    },
    () => {},
  )
}

function plain(address: string): string {
  return `listeners.tcp.2 = ${address}:5672\n`
}

function secure(address: string, dir: string): string {
  return `listeners.ssl.1 = ${address}:5671
ssl_options.certfile = ${join(dir, 'tls.crt')}
ssl_options.keyfile = ${join(dir, 'tls.key')}
`
}
