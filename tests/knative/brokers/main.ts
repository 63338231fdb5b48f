/** Brokers for a cluster that has none, on this machine. */
import { join } from 'node:path'
import { messageOf } from '#lib/platform/errors.ts'
import { stopSignal } from '#lib/platform/lifetime.ts'
import { installNative } from '../../../dev/stack/install.ts'
import { report } from '../../../dev/stack/progress.ts'
import { makeScratch } from '../../../dev/stack/scratch.ts'
import { applySecrets } from '../../../knative/secrets/apply.ts'
import { createKafkaBehind } from '../../integration/kafka-secure.ts'
import { makeAuthority } from './authority.ts'
import { type BrokersOptions, help, readBrokersOptions } from './options.ts'
import { createRabbitmq } from './rabbitmq.ts'
import { secretOf, serviceFor, tellCluster } from './services.ts'
import { startValkey } from './valkey.ts'

const nameOf = (service: string) => `${service}.weather.svc.cluster.local`

try {
  const options = readBrokersOptions(process.argv.slice(2))
  if (options.help) console.log(help)
  else await run(options)
} catch (error) {
  console.error(messageOf(error))
  process.exitCode = 1
}

async function run({ address, secure }: BrokersOptions): Promise<void> {
  void stopSignal()
  await installNative(report)
  await using cleanUp = new AsyncDisposableStack()
  const { dir } = cleanUp.use(await makeScratch('knative-brokers'))
  const { rabbitmq: user = {}, 'valkey-users': users = {} } = applySecrets()
  const { username = '', password = '' } = user
  const login = { username, password }
  const authority = secure ? await makeAuthority() : undefined
  const [kafkaTls, rabbitTls] = await Promise.all(
    ['kafka', 'rabbitmq'].map((one) => authority?.sign(nameOf(one))),
  )
  const guarded = kafkaTls && { guest: login, certificate: kafkaTls }
  const entrance = { listens: `${address}:9092`, advertised: `${nameOf('kafka')}:9092`, guarded }
  const kafka = await createKafkaBehind(join(dir, 'kafka'), entrance)
  const rabbitmq = await createRabbitmq(join(dir, 'rabbitmq'), address, login, rabbitTls)
  const brokers = [kafka, rabbitmq].map((broker) => cleanUp.use(broker))
  cleanUp.use(await startValkey(join(dir, 'valkey'), address, users['users.acl'] ?? ''))
  for (const broker of brokers) await broker.start()
  tellCluster([
    ...serviceFor('kafka', address, 9092),
    ...serviceFor('rabbitmq', address, secure ? 5671 : 5672),
    ...serviceFor('valkey', address, 6379),
    ...(authority
      ? guardedSecrets(authority.ca, login)
      : [secretOf('rabbitmq-source', { uri: nameOf('rabbitmq'), ...login })]),
  ])
  console.log('Kafka, RabbitMQ and Valkey are there. Ctrl-C ends them.')
  await stopSignal()
}

/** What the components kafka-auth and rabbitmq-tls ask for. */
function guardedSecrets(ca: string, login: { username: string; password: string }) {
  const { username: user, password } = login
  const tls = { uri: `https://${nameOf('rabbitmq')}`, port: '5671', caSecretName: 'rabbitmq-ca' }
  return [
    secretOf('kafka', {
      protocol: 'SASL_SSL',
      'sasl.mechanism': 'SCRAM-SHA-512',
      user,
      password,
      'ca.crt': ca,
    }),
    secretOf('rabbitmq-ca', { 'ca.crt': ca }),
    secretOf('rabbitmq-source', { ...tls, ...login }),
  ]
}
