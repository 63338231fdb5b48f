import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { createServer } from 'node:tls'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { sourceOf } from '#lib/domain/event.ts'
import { freshId } from '#lib/domain/reading-id.ts'
import { noLog } from '#lib/platform/log.ts'
import { Secret } from '#lib/platform/secret.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import { outcomeOf } from '#lib/testing/settled.ts'
import type { Publisher } from '#lib/writer/publisher.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'
import { createKafkaPublisher } from '../../functions/kafka-writer/kafka-publisher.ts'
import type { KafkaLogin } from '../../functions/kafka-writer/login.ts'
import { createRabbitPublisher } from '../../functions/rabbit-writer/rabbit-publisher.ts'
import { makeCertificate } from './certificate.ts'
import { createSecureKafka } from './kafka-secure.ts'

const guest = { username: 'weather', password: 'let-me-in-please' }
const cleanUp = new AsyncDisposableStack()
const certificate = await makeCertificate()
const tls = { ca: certificate.cert }
let kafkaAddr: string

beforeAll(async () => {
  const { dir } = cleanUp.use(await makeScratch('test-broker-logins'))
  const kafka = cleanUp.use(await createSecureKafka(dir, guest, certificate))
  await kafka.start()
  kafkaAddr = kafka.secureAddr
}, 120_000)
afterAll(() => cleanUp.disposeAsync(), 60_000)

const kafkaWith = (login: KafkaLogin) =>
  createKafkaPublisher(
    { brokers: [kafkaAddr], topic: 'secure', deadTopic: 'secure.dead', partitions: 1, ...login },
    noLog,
  )
const sasl = (mechanism: 'plain' | 'scram-sha-512', password = guest.password) => {
  return { mechanism, username: guest.username, password: new Secret(password) }
}

test.each(['plain', 'scram-sha-512'] as const)(
  'kafka-writer comes in over TLS with %s',
  async (mechanism) => {
    await using publisher = kafkaWith({ tls, sasl: sasl(mechanism) })
    await publish(publisher)
  },
)

test.each<[string, () => KafkaLogin]>([
  ['with a wrong password', () => ({ tls, sasl: sasl('scram-sha-512', 'wrong') })],
  [
    'when it does not know who signed the certificate',
    () => ({ tls: { ca: undefined }, sasl: sasl('plain') }),
  ],
  ['without TLS', () => ({ sasl: sasl('plain') })],
])('kafka-writer confirms nothing %s', async (_, login) => {
  await using publisher = kafkaWith(login())
  expect(await outcomeOf(publisher.publish(event()))).not.toBe('confirmed')
  expect(publisher.ready).toBe(false)
})

test('rabbit-writer comes in over TLS, and not when it does not know who signed the certificate', async () => {
  await using front = await tlsFront(inject('rabbitAddr'))
  const settings = {
    addresses: [front.addr],
    ...{ username: inject('rabbitUsername'), password: inject('rabbitPassword'), vhost: '/' },
    ...{ queue: 'secure', dead: 'secure.dead' },
  }
  await using publisher = createRabbitPublisher({ ...settings, tls }, noLog)
  await publish(publisher)
  await using distrustful = createRabbitPublisher({ ...settings, tls: { ca: undefined } }, noLog)
  expect(await outcomeOf(distrustful.publish(event()))).not.toBe('confirmed')
})

/** The first try may come before there is a topic or a queue. */
async function publish(publisher: Publisher): Promise<void> {
  await expect.poll(() => outcomeOf(publisher.publish(event())), { timeout: 25_000 }).toBe('confirmed')
}

function event() {
  const now = Date.now()
  return {
    id: freshId(now),
    source: sourceOf.kafka,
    time: new Date(now).toISOString(),
    readings: [sampleReading()],
  }
}

/** TLS before a broker that has none. */
async function tlsFront(addr: string) {
  const [host = '', port = ''] = addr.split(':')
  const server = createServer({ key: certificate.key, cert: certificate.cert }, (secure) => {
    const plain = connect(Number(port), host)
    secure.on('error', () => plain.destroy())
    plain.on('error', () => secure.destroy())
    secure.pipe(plain).pipe(secure)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    addr: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => void server.close(),
  }
}
