import { createLog } from '#lib/platform/log.ts'
import { runWriter } from '#lib/writer/run-writer.ts'
import { loadConfig } from './config.ts'
import { createKafkaPublisher } from './kafka-publisher.ts'

const config = loadConfig(process.env)
const log = createLog('kafka-writer')

await using publisher = createKafkaPublisher(config.kafka, log)
await runWriter(publisher, config.listening, log)
