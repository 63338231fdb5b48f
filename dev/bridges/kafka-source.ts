import { stopSignal } from '#lib/platform/lifetime.ts'
import { createLog } from '#lib/platform/log.ts'
import { loadKafkaSourceConfig } from './kafka-config.ts'
import { runKafkaSource } from './run-kafka-source.ts'

const config = loadKafkaSourceConfig(process.env)
const stop = new AbortController()

await Promise.all([
  runKafkaSource(config, createLog('kafka-source'), stop.signal),
  stopSignal().then(() => stop.abort()),
])
