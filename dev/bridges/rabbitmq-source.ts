import { stopSignal } from '#lib/platform/lifetime.ts'
import { createLog } from '#lib/platform/log.ts'
import { loadRabbitSourceConfig } from './rabbit-config.ts'
import { runRabbitmqSource } from './run-rabbitmq-source.ts'

const config = loadRabbitSourceConfig(process.env)
const stop = new AbortController()

await Promise.all([
  runRabbitmqSource(config, createLog('rabbitmq-source'), stop.signal),
  stopSignal().then(() => stop.abort()),
])
