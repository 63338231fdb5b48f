import type { Consumer, Kafka } from 'kafkajs'
import { messageOf } from '#lib/platform/errors.ts'
import type { Log } from '#lib/platform/log.ts'
import type { RecordFlow } from './record-flow.ts'
import { untilAborted, within } from './stopping.ts'

/** Which topic to consume, as which group. */
export type Subscription = { topic: string; group: string }

const COMMIT_EVERY_MS = 5_000 // auto.commit.interval.ms of the dispatcher
const CUT_AFTER_MS = 3_000
const LEAVE_MS = 2_000

/**
 * One membership in the consumer group. The records only pass through the consumer into the flow, so it goes on
 * fetching and sending heartbeats however long an event is retried.
 * Resolves when the signal ends it, rejects when kafkajs has given up.
 */
export async function consume(
  kafka: Kafka,
  { topic, group }: Subscription,
  flow: RecordFlow,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const consumer = kafka.consumer({
    groupId: group,
    sessionTimeout: 6_000, // the least that a broker takes: after a crash the group waits so long
    rebalanceTimeout: 6_000,
    heartbeatInterval: 1_000,
    maxWaitTimeInMs: 200, // also how long leaving the group waits for a fetch
    allowAutoTopicCreation: false,
    retry: { retries: 8, initialRetryTime: 100, maxRetryTime: 1_000, restartOnFailure: async () => false },
  })
  const commit = committer(consumer, topic, flow, log)
  const crash = Promise.withResolvers<never>()
  crash.promise.catch(() => {}) // it may come after the end
  consumer.on(consumer.events.CRASH, ({ payload }) => crash.reject(payload.error))
  consumer.on(consumer.events.REBALANCING, commit)
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    flow.reset() // kafkajs begins again at what is committed,
    resume(undefined) // but would leave paused what was
    log('info', 'source.ready', { topic, group, partitions: payload.memberAssignment[topic] ?? [] })
  })
  const resume = (partitions: number[] | undefined) => {
    try {
      consumer.resume([partitions === undefined ? { topic } : { topic, partitions }])
    } catch {
      // it has crashed meanwhile: the next session begins with nothing paused
    }
  }
  flow.onRoom = (partition) => resume([partition])
  const timer = setInterval(() => void commit(), COMMIT_EVERY_MS)
  try {
    await Promise.race([start(consumer, topic, flow, signal), untilAborted(signal)])
    await Promise.race([crash.promise, untilAborted(signal)])
    await within(CUT_AFTER_MS, flow.idle())
    await within(LEAVE_MS, commit())
  } finally {
    clearInterval(timer)
    flow.onRoom = () => {}
    await within(
      LEAVE_MS,
      consumer.disconnect().catch(() => {}),
    )
    flow.reset()
  }
}

async function start(
  consumer: Consumer,
  topic: string,
  flow: RecordFlow,
  signal: AbortSignal,
): Promise<void> {
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch, pause }) => {
      if (signal.aborted) return
      const { partition } = batch
      flow.accept(
        partition,
        batch.messages.map((message) => ({ ...message, topic, partition })),
      )
      if (flow.full(partition)) pause()
    },
  })
}

/** Commits of each partition the first offset that is not finished. */
function committer(consumer: Consumer, topic: string, flow: RecordFlow, log: Log): () => Promise<void> {
  return async () => {
    const offsets = flow.toCommit()
    if (offsets.length === 0) return
    try {
      await consumer.commitOffsets(
        offsets.map(({ partition, offset }) => ({ topic, partition, offset: String(offset) })),
      )
      for (const { partition, offset } of offsets) flow.committed(partition, offset)
    } catch (error) {
      log('warn', 'commit.failed', { topic, reason: messageOf(error) })
    }
  }
}
