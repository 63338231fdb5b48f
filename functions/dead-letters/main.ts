import { createWriterClient } from '#lib/client/writer-client.ts'
import { live } from '#lib/platform/lifetime.ts'
import { serveHttp } from '#lib/platform/serve-http.ts'
import { closeValkey, connectValkey } from '#lib/store/connection.ts'
import { createApp } from './app.ts'
import { loadConfig } from './config.ts'
import { createSend } from './replay/send.ts'
import { createWorker } from './replay/worker.ts'
import { countLetters, traceReplays } from './telemetry.ts'
import { createValkeyReplays } from './valkey-replay-store.ts'
import { createValkeyLetters } from './valkey-store.ts'

/** A record may have headers of a megabyte, and KafkaSource makes headers of a request of them. */
const MAX_HEADERS = 2 * 1024 * 1024

await live(process.env, 'dead-letters', loadConfig, async (config, log, service) => {
  await using open = new AsyncDisposableStack()
  const client = open.adopt(connectValkey(config.valkey, service, log), closeValkey)
  const kafka = open.use(createWriterClient(config.writers.kafka))
  const rabbitmq = open.use(createWriterClient(config.writers.rabbitmq))
  const { keyPrefix, limits, operatorKey, tries } = config
  const letters = countLetters(createValkeyLetters(client, keyPrefix, limits))
  const replays = createValkeyReplays(client, keyPrefix)
  const send = traceReplays(createSend({ kafka: kafka.write, rabbitmq: rabbitmq.write }, letters))
  const worker = createWorker({ letters, replays, send, log })
  worker.wake()
  const app = createApp({ letters, replays, send, worker, operatorKey, tries, log, now: Date.now })
  await serveHttp(app, config.listening, log, { stopping: worker.stop, headBytes: MAX_HEADERS })
  await worker.stop()
})
