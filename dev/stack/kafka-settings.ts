import { join } from 'node:path'
import { jarsFolder } from './kafka-jars.ts'
import { kafkaDir } from './paths.ts'
import type { StackPorts } from './ports.ts'

/** Where one Kafka listens. */
export type KafkaPorts = Pick<StackPorts, 'kafka' | 'kafkaController'>

/** One cluster id for all: a formatted data folder can then be copied. */
const CLUSTER_ID = 'Y2hhYWMtZGV2LWNsdXN0ZQ'

/** Broker and controller in one process, for one machine. */
export function serverProperties(data: string, { kafka, kafkaController }: KafkaPorts): string {
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${kafkaController}
listeners=PLAINTEXT://127.0.0.1:${kafka},CONTROLLER://127.0.0.1:${kafkaController}
advertised.listeners=PLAINTEXT://127.0.0.1:${kafka}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs=${data}
# After a crash the controller waits until the session of the broker before has ended.
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
log.cleaner.dedupe.buffer.size=8388608
`
}

/** Arguments for Java that format the data folder once. */
export function formatter(properties: string): string[] {
  const command = ['format', '--ignore-formatted', '-t', CLUSTER_ID, '-c', properties]
  return [...machine(), 'kafka.tools.StorageTool', ...command]
}

/** Arguments for Java that run the broker. */
export function broker(properties: string): string[] {
  return ['-Xms128m', '-Xmx384m', ...machine(), 'kafka.Kafka', properties]
}

/** A small machine that starts fast. */
function machine(): string[] {
  return [
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    `-Dlog4j2.configurationFile=${join(kafkaDir, 'log4j2.properties')}`,
    '-cp',
    join(jarsFolder(), '*'),
  ]
}
