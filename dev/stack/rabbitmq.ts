import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startProcess } from '../process.ts'
import type { Broker, RabbitLogin } from './broker.ts'
import { startEpmd, withEpmd } from './epmd.ts'
import { createNativeBroker } from './native-broker.ts'
import type { NativeOptions } from './native-options.ts'
import { linkLibraries } from './rabbitmq-libraries.ts'
import { probeRabbitmq } from './rabbitmq-probe.ts'
import { configuration, environment, erlangArguments } from './rabbitmq-settings.ts'

/** RabbitMQ as a child process: the Erlang machine itself, without Debian's scripts around it. */
export function createRabbitmq({ dir, logDir, ports, progress }: NativeOptions): Broker & RabbitLogin {
  const home = join(dir, 'rabbitmq')
  const login = { username: 'chaac', password: keptPassword(home), vhost: '/' }
  const broker = createNativeBroker(
    {
      name: 'rabbitmq',
      ports: [ports.amqp, ports.amqpDist, ports.epmd],
      async launch() {
        await mkdir(join(home, 'mnesia'), { recursive: true })
        await writeFile(join(home, 'rabbitmq.conf'), configuration(ports.amqp, login), { mode: 0o600 })
        await writeFile(join(home, 'enabled_plugins'), '[].\n')
        const env = environment(home, await linkLibraries(join(home, 'lib')), ports)
        const args = erlangArguments(ports.amqpDist)
        const logFile = join(logDir, 'rabbitmq.log')
        const epmd = await startEpmd(ports.epmd, logFile)
        return withEpmd(startProcess({ name: 'rabbitmq', command: 'erl', args, env, logFile }), epmd)
      },
      probe: () => probeRabbitmq(ports.amqp, login),
    },
    progress,
  )
  return Object.assign(broker, login)
}

/** Made once: the node takes it over when it makes its database. */
function keptPassword(home: string): string {
  const file = join(home, 'password')
  if (!existsSync(file)) {
    mkdirSync(home, { recursive: true })
    writeFileSync(file, randomBytes(18).toString('base64url'), { mode: 0o600 })
  }
  return readFileSync(file, 'utf8')
}
