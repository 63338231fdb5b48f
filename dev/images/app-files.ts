import { chmodSync, cpSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { startProcess } from '../process.ts'
import { root } from '../stack/paths.ts'
import { assertListening, distinctFreePorts } from '../stack/ports.ts'
import { untilReady } from '../stack/wait.ts'
import { USER } from './image.ts'
import { containerOptions } from './node-options.ts'

/** Neighbours that are away: a function starts without them. */
const nowhere = '127.0.0.1:1'
/** Also what is only loaded where something is configured shall be in the cache. */
const telemetry = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://${nowhere}` }
const neighbours = {
  KAFKA_ADDR: nowhere,
  RABBIT_ADDR: nowhere,
  VALKEY_ADDR: nowhere,
  GRPC_KAFKA_ADDR: nowhere,
  GRPC_RABBIT_ADDR: nowhere,
}

/**
 * Puts a built function into `<out>/app`, with Node's compile cache filled by one run of it: the function then starts
 * without compiling what a start needs. The cache knows its files relative to itself, so it may be moved along.
 */
export async function stageFunction(name: string, out: string): Promise<void> {
  const app = join(out, 'app')
  rmSync(out, { recursive: true, force: true })
  mkdirSync(app, { recursive: true })
  cpSync(join(root, 'dist', name), app, { recursive: true })
  const [port = 0] = await distinctFreePorts(1)
  const cache = join(app, '.compile-cache')
  const warming = startProcess({
    name: `${name}, to fill its compile cache`,
    command: process.execPath,
    args: [...containerOptions, 'main.mjs'],
    cwd: app,
    env: {
      ...neighbours,
      ...telemetry,
      HOST: '127.0.0.1',
      PORT: String(port),
      NODE_ENV: 'production',
      NODE_COMPILE_CACHE: cache,
      NODE_COMPILE_CACHE_PORTABLE: '1',
    },
    logFile: join(root, '.dev', 'logs', `image-${name}.log`),
  })
  try {
    await untilReady(warming, () => assertListening(port), { withinMs: 15_000 })
  } finally {
    await warming.stop() // it writes the cache when it ends
  }
  // Node keeps the caches of users apart, by their number, and to themselves.
  for (const folder of readdirSync(cache)) {
    for (const file of readdirSync(join(cache, folder))) chmodSync(join(cache, folder, file), 0o644)
    renameSync(join(cache, folder), join(cache, folder.replace(/-\d+$/, `-${USER}`)))
  }
}

if (import.meta.main) {
  const [name = '', out = ''] = process.argv.slice(2)
  await stageFunction(name, out)
}
