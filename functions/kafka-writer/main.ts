import { live } from '#lib/platform/lifetime.ts'
import { runWriter } from '#lib/writer/run-writer.ts'
import { loadConfig } from './config.ts'
import { createKafkaPublisher } from './kafka-publisher.ts'

await live(process.env, 'kafka-writer', loadConfig, async (config, log) => {
  await using publisher = createKafkaPublisher(config.kafka, log)
  await runWriter(publisher, config.listening, log)
})
