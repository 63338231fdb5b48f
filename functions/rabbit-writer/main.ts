import { live } from '#lib/platform/lifetime.ts'
import { runWriter } from '#lib/writer/run-writer.ts'
import { loadConfig } from './config.ts'
import { createRabbitPublisher } from './rabbit-publisher.ts'

await live(process.env, 'rabbit-writer', loadConfig, async (config, log) => {
  await using publisher = createRabbitPublisher(config.rabbit, log)
  await runWriter(publisher, config.listening, log)
})
