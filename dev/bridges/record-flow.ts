import type { KafkaRecord } from './kafka-record.ts'
import { createOrderedLane, createUnorderedLane, type Lane, POLL_RECORDS } from './lanes.ts'
import { createOffsetTracker, type OffsetTracker } from './offset-tracker.ts'

/** Between the consumer, which fetches, and the work on the records, which may take long. */
export type RecordFlow = {
  /** Takes the records of one partition. */
  accept(partition: number, records: readonly KafkaRecord[]): void
  /** Whether so much of the partition waits that nothing more should be fetched. */
  full(partition: number): boolean
  /** Called when a partition is no longer full. */
  onRoom: (partition: number) => void
  toCommit(): { partition: number; offset: number }[]
  committed(partition: number, offset: number): void
  /** Forgets what waits and what is to be committed: the partitions may be somebody else's. */
  reset(): void
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

/** `work` resolves with true when the record is finished, with false when it must come again. It must not reject. */
export function createRecordFlow(
  ordering: 'ordered' | 'unordered',
  work: (record: KafkaRecord) => Promise<boolean>,
): RecordFlow {
  const trackers = new Map<number, OffsetTracker>()
  const waiting = new Map<number, number>()
  const lanes = new Map<number, Lane<KafkaRecord>>()
  const working = new Set<Promise<void>>()
  const everyPartition = createUnorderedLane(start)

  function start(record: KafkaRecord): Promise<void> {
    const done = handle(record)
    working.add(done)
    return done.finally(() => working.delete(done))
  }

  async function handle(record: KafkaRecord): Promise<void> {
    const { partition } = record
    const left = (waiting.get(partition) ?? 1) - 1
    waiting.set(partition, left)
    if (left === POLL_RECORDS - 1) flow.onRoom(partition)
    if (await work(record)) trackers.get(partition)?.finished(Number(record.offset))
  }

  function laneOf(partition: number): Lane<KafkaRecord> {
    if (ordering === 'unordered') return everyPartition
    const lane = lanes.get(partition) ?? createOrderedLane(start)
    lanes.set(partition, lane)
    return lane
  }

  const flow: RecordFlow = {
    onRoom: () => {},
    accept(partition, records) {
      const tracker = trackers.get(partition) ?? createOffsetTracker()
      trackers.set(partition, tracker)
      for (const record of records) tracker.received(Number(record.offset))
      waiting.set(partition, (waiting.get(partition) ?? 0) + records.length)
      laneOf(partition).push(records)
    },
    full: (partition) => (waiting.get(partition) ?? 0) >= POLL_RECORDS,
    toCommit: () =>
      [...trackers].flatMap(([partition, tracker]) => {
        const offset = tracker.toCommit()
        return offset === undefined ? [] : [{ partition, offset }]
      }),
    committed: (partition, offset) => trackers.get(partition)?.committed(offset),
    reset() {
      for (const lane of [everyPartition, ...lanes.values()]) lane.clear()
      lanes.clear()
      waiting.clear()
      trackers.clear()
    },
    async idle() {
      await Promise.all(working)
    },
  }
  return flow
}
