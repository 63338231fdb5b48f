import { live, stopSignal } from '#lib/platform/lifetime.ts'
import { startTelemetry } from '#lib/platform/telemetry.ts'
import { loadKafkaSourceConfig } from './kafka-config.ts'
import { runKafkaSource } from './run-kafka-source.ts'

await live(process.env, 'kafka-source', loadKafkaSourceConfig, async (config, log) => {
  startTelemetry(log)
  const stop = new AbortController()
  await Promise.all([runKafkaSource(config, log, stop.signal), stopSignal().then(() => stop.abort())])
})
