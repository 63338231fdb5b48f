import { createLog } from '#lib/platform/log.ts'
import { runWriter } from '#lib/writer/run-writer.ts'
import { loadConfig } from './config.ts'
import { createRabbitPublisher } from './rabbit-publisher.ts'

const config = loadConfig(process.env)
const log = createLog('rabbit-writer')

await using publisher = createRabbitPublisher(config.rabbit, log)
await runWriter(publisher, config.listening, log)
