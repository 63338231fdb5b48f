import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Server, ServerCredentials } from '@grpc/grpc-js'
import { ReadingWriter } from '#lib/platform/proto.ts'
import type { ReadingWriterHandlers } from '#proto/chaac/weather/v1/ReadingWriter.ts'
import { root } from '../../dev/stack/paths.ts'
import { distinctFreePorts } from '../../dev/stack/ports.ts'

/** ingest as a process of its own, before a writer in this one that notes the stations of what it is given. */
export async function startIngest(env: Record<string, string>) {
  const written: string[] = []
  const writer = new Server()
  const handlers: ReadingWriterHandlers = {
    WriteReadings({ request }, reply) {
      written.push(...request.readings.map(({ station }) => station))
      reply(null, { confirmedBy: 'kafka', ids: [] })
    },
  }
  writer.addService(ReadingWriter.service, { ...handlers })
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  writer.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
    error ? reject(error) : resolve(bound),
  )
  const address = `127.0.0.1:${await promise}`
  const [port = 0] = await distinctFreePorts(1)
  const child = spawn(process.execPath, [join(root, 'functions/ingest/main.ts')], {
    env: {
      HOST: '127.0.0.1',
      PORT: String(port),
      GRPC_KAFKA_ADDR: address,
      GRPC_RABBIT_ADDR: address,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk
    })
  }
  const exited = once(child, 'close').then(([code]) => code as number | null)
  return {
    url: `http://127.0.0.1:${port}`,
    written,
    exited,
    /** All that it has logged. */
    output: () => output,
    /** The names of the events that it has logged. */
    events: () => output.split('\n').flatMap((line) => /"event":"([^"]+)"/.exec(line)?.[1] ?? []),
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await exited
      writer.forceShutdown()
    },
  }
}
