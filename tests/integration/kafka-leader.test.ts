import { status } from '@grpc/grpc-js'
import { Kafka, logLevel } from 'kafkajs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWriterClient } from '#lib/client/writer-client.ts'
import { TransientError } from '#lib/platform/errors.ts'
import { noLog } from '#lib/platform/log.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import { outcomeOf, until } from '#lib/testing/settled.ts'
import type { Broker } from '../../dev/stack/broker.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'
import { createKafkaPublisher } from '../../functions/kafka-writer/kafka-publisher.ts'
import { breakersOf, tell } from './ask-ingest.ts'
import { startIngest } from './ingest-process.ts'
import { createKafkaPair, SECOND } from './kafka-pair.ts'
import { serveWriter } from './writer-server.ts'

const TOPIC = 'led-by-the-second'
const cleanUp = new AsyncDisposableStack()
let leader: Broker
let kafka: Kafka
let writer: Awaited<ReturnType<typeof serveWriter>>
let ingest: Awaited<ReturnType<typeof startIngest>>

/** Two brokers. The second has the only replica of the readings, so nobody else can lead. */
beforeAll(async () => {
  const { dir } = cleanUp.use(await makeScratch('test-kafka-leader'))
  const { first, second } = await createKafkaPair(dir)
  cleanUp.use(first)
  await first.start()
  cleanUp.use(second)
  await second.start()
  leader = second
  kafka = new Kafka({ brokers: [first.addr], logLevel: logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({
    topics: [{ topic: TOPIC, replicaAssignment: [{ partition: 0, replicas: [SECOND] }] }],
    waitForLeaders: true,
  })
  await admin.disconnect()
  const settings = { brokers: [first.addr], topic: TOPIC, deadTopic: `${TOPIC}.dead`, partitions: 1 }
  writer = cleanUp.use(await serveWriter(createKafkaPublisher(settings, noLog), noLog))
  ingest = cleanUp.use(await startIngest({ GRPC_KAFKA_ADDR: writer.addr, ROUTE: 'kafka' }))
}, 120_000)
afterAll(() => cleanUp.disposeAsync(), 60_000)

test.for([
  ['has crashed', () => leader.kill(), () => leader.start()],
  ['is frozen', async () => leader.pause(), async () => leader.resume()],
] as const)(
  'P1: while the leader of a partition %s the writer says so in time, ingest names kafka, and both recover',
  { timeout: 120_000 },
  async ([, lose, bringBack]) => {
    await using direct = createWriterClient(writer.addr)
    const write = () => outcomeOf(direct.write([sampleReading()]))
    await until(30_000, confirmed)
    const before = await recordsInTopic()
    expect(await write()).toBe('confirmed') // what the client knows of the cluster is fresh

    await lose()
    try {
      // The writer's own word, not the end of the caller's patience.
      for (const outcome of await Promise.all(Array.from({ length: 5 }, write))) {
        expect(outcome).toBeInstanceOf(TransientError)
        expect(outcome).toMatchObject({ cause: { code: status.UNAVAILABLE } })
      }
      await until(30_000, async () => {
        const { status: said } = await tell(ingest.url)
        expect(said).toBe(503)
        return (await breakersOf(ingest.url)).kafka !== 'closed'
      })
      for (let n = 0; n < 20; n += 1) {
        const answer = await tell(ingest.url)
        expect(answer).toMatchObject({ status: 503, retryAfter: '2' })
        expect(answer.detail).toContain('kafka')
        expect(answer.ms, 'the leader is not waited for').toBeLessThan(2_000)
      }
    } finally {
      await bringBack()
    }

    await until(60_000, confirmed)
    expect((await breakersOf(ingest.url)).kafka).toBe('closed')
    expect(await write()).toBe('confirmed')
    expect(await recordsInTopic()).toBeGreaterThanOrEqual(before + 3)
  },
)

async function confirmed(): Promise<boolean> {
  const answer = await tell(ingest.url).catch(() => undefined) // at first it may not listen yet
  return answer?.confirmedBy?.join() === 'kafka'
}

async function recordsInTopic(): Promise<number> {
  const admin = kafka.admin()
  await admin.connect()
  try {
    const offsets = await admin.fetchTopicOffsets(TOPIC)
    return offsets.reduce((sum, { high }) => sum + Number(high), 0)
  } finally {
    await admin.disconnect()
  }
}
