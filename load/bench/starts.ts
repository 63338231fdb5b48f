import { join } from 'node:path'
import { bundle } from '../../dev/build.ts'
import { containerOptions } from '../../dev/images/node-options.ts'
import { startProcess } from '../../dev/process.ts'
import { assertListening, distinctFreePorts } from '../../dev/stack/ports.ts'
import { untilReady } from '../../dev/stack/wait.ts'
import { cpuOf } from '../../dev/usage.ts'
import type { Sample, Variant } from './bench.ts'
import type { Workbench } from './workbench.ts'

/** The smallest server of Node: what a start takes that is not the function's. */
const BARE = `require('node:http').createServer((_, response) => response.end()).listen(process.env.PORT)`

/** Nobody is at any address: functions start without their neighbours. */
const nobody = Object.fromEntries(
  ['KAFKA_ADDR', 'RABBIT_ADDR', 'VALKEY_ADDR', 'GRPC_KAFKA_ADDR', 'GRPC_RABBIT_ADDR'].map((name) => [
    name,
    '127.0.0.1:1',
  ]),
)

/** The smallest server, started: the reference of all starts. */
export function bareStart(at: Workbench): Variant {
  return { name: 'bare node:http', run: () => start(at, 'bare', ['-e', BARE]) }
}

/** A bundle, started with the options and the compile cache that an image has. */
export function bundleStart(
  at: Workbench,
  name: string,
  file: string,
  env: Record<string, string> = {},
): Variant {
  return { name, run: () => start(at, name, [...containerOptions, file], env) }
}

/** A module and what it imports, bundled as a function is, and started. */
export async function moduleStart(at: Workbench, name: string, entry: string): Promise<Variant> {
  const file = join(at.dir, `${name.replaceAll(/\W+/g, '-')}.mjs`)
  await bundle(entry, file)
  return bundleStart(at, name, file)
}

async function start(
  at: Workbench,
  name: string,
  args: string[],
  extra: Record<string, string> = {},
): Promise<Sample> {
  const [port = 0] = await distinctFreePorts(1)
  const env = { ...nobody, RABBIT_USERNAME: 'a', RABBIT_PASSWORD: 'b', PORT: String(port) }
  const began = performance.now()
  await using child = startProcess({
    name,
    command: process.execPath,
    args: [...args, String(port)],
    env: { ...env, NODE_COMPILE_CACHE: join(at.dir, 'compile-cache'), ...extra },
    logFile: join(at.dir, 'logs', `${name}.log`),
  })
  await untilReady(child, () => assertListening(port), { withinMs: 20_000, everyMs: 2 })
  return { start_ms: performance.now() - began, cpu_ms: cpuOf([child.pid]) / 1_000 }
}
