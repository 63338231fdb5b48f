import { createWriterClient } from '#lib/client/writer-client.ts'
import { live } from '#lib/platform/lifetime.ts'
import { createLimiter } from '#lib/platform/limiter.ts'
import { toNetworks } from '#lib/platform/networks.ts'
import { serveHttp } from '#lib/platform/serve-http.ts'
import { loadRegistry } from '#lib/stations/load-registry.ts'
import { emptyRegistry } from '#lib/stations/registry.ts'
import { openStationsFile } from '#lib/stations/stations-file.ts'
import { createAdmission } from './admission.ts'
import { createApp } from './app.ts'
import { guard, REST_MS } from './breaker.ts'
import { loadConfig } from './config.ts'
import { dialectsOf } from './dialects.ts'
import { createLane } from './lane.ts'
import { createRoute } from './route.ts'
import { observeLanes } from './telemetry.ts'

await live(process.env, 'ingest', loadConfig, async (config, log) => {
  const { file, pollMs, mode, secrets } = config.stations
  using stations =
    file === undefined
      ? null
      : await openStationsFile(file, (text) => loadRegistry(text, secrets), log, pollMs)
  await using kafkaClient = createWriterClient(config.writers.kafka)
  await using rabbitClient = createWriterClient(config.writers.rabbitmq)
  const kafka = guard('kafka-writer', kafkaClient.write, log)
  const rabbitmq = guard('rabbit-writer', rabbitClient.write, log)
  // With unlike paces what comes too late for one broker seldom does for the other, and the first to bring a reading shows it.
  const lanes = {
    kafka: createLane('kafka', kafka.write, { paceMs: 10 }),
    rabbitmq: createLane('rabbitmq', rabbitmq.write, { paceMs: 6 }),
  }
  observeLanes(Object.values(lanes))
  const app = createApp({
    dialects: dialectsOf(config.doors),
    admit: createAdmission({
      registry: () => stations?.current ?? emptyRegistry,
      mode,
      readingsPerMinute: config.readingsPerMinute,
      keyFailuresPerMinute: config.keyFailuresPerMinute,
      createLimiter,
    }),
    isTrusted: toNetworks(config.trustedProxies),
    deliver: createRoute(config.route, lanes, config.patience),
    writers: () => ({ kafka: kafka.state, rabbitmq: rabbitmq.state }),
    retention: config.retention,
    retryAfter: REST_MS / 1000,
    log,
  })
  await serveHttp(app, config.listening, log)
})
