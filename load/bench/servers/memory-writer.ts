/** A writer whose broker confirms at once and keeps nothing. */
import { noLog } from '#lib/platform/log.ts'
import { runWriter } from '#lib/writer/run-writer.ts'

const publisher = {
  broker: 'kafka' as const,
  destination: 'memory',
  ready: true,
  publish: async () => {},
  async [Symbol.asyncDispose]() {},
}

await runWriter(publisher, { host: '127.0.0.1', port: Number(process.argv[2]) }, noLog)
