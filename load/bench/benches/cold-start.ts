import { join } from 'node:path'
import { bundle, functionNames } from '../../../dev/build.ts'
import { nodeOptions } from '../../../dev/images/image.ts'
import { startProcess } from '../../../dev/process.ts'
import { assertListening, distinctFreePorts } from '../../../dev/stack/ports.ts'
import { untilReady } from '../../../dev/stack/wait.ts'
import { cpuOf } from '../../../dev/usage.ts'
import type { Bench, Variant } from '../bench.ts'
import type { Workbench } from '../workbench.ts'

/** The smallest server of Node: what a start takes that is not the function's. */
const BARE = `require('node:http').createServer((_, response) => response.end()).listen(process.env.PORT)`

/** Nobody is at any address: functions start without their neighbours. */
const nobody = Object.fromEntries(
  ['KAFKA_ADDR', 'RABBIT_ADDR', 'VALKEY_ADDR', 'GRPC_KAFKA_ADDR', 'GRPC_RABBIT_ADDR'].map((name) => [
    name,
    '127.0.0.1:1',
  ]),
)

/** How long a function takes to wake. */
export const coldStart: Bench = {
  name: 'cold-start',
  about:
    "From the start of a function's process until it takes a connection, with the options and the compile cache that an image has. `cpu` is what it has used of the processors by then.",
  figure: 'start_ms',
  rounds: 11,

  async open(at: Workbench) {
    const started = (name: string): Variant => ({
      name,
      run: () => start(at, name, [...nodeOptions, at.bundles[name] ?? '']),
    })
    const variants: [Variant, ...Variant[]] = [
      { name: 'bare node:http', run: () => start(at, 'bare', ['-e', BARE]) },
      await library(at, 'bare Hono', 'bare-hono'),
      await library(at, 'bare grpc-js', 'bare-grpc'),
      ...functionNames().map(started),
    ]
    for (const { run } of variants) await run() // fills the compile cache
    return { variants, async [Symbol.asyncDispose]() {} }
  },
}

/** A server of a library and nothing else, bundled as a function is: what no function that is built on it can undercut. */
async function library(at: Workbench, name: string, server: string): Promise<Variant> {
  const file = join(at.dir, `${server}.mjs`)
  await bundle(join(import.meta.dirname, '../servers', `${server}.ts`), file)
  return { name, run: () => start(at, server, [...nodeOptions, file]) }
}

async function start(at: Workbench, name: string, args: string[]) {
  const [port = 0] = await distinctFreePorts(1)
  const env = { ...nobody, RABBIT_USERNAME: 'a', RABBIT_PASSWORD: 'b', HOST: '127.0.0.1', PORT: String(port) }
  const began = performance.now()
  await using child = startProcess({
    name,
    command: process.execPath,
    args: [...args, String(port)],
    env: { ...env, NODE_COMPILE_CACHE: join(at.dir, 'compile-cache') },
    logFile: join(at.dir, 'logs', `${name}.log`),
  })
  await untilReady(child, () => assertListening(port), { withinMs: 20_000, everyMs: 2 })
  return { start_ms: performance.now() - began, cpu_ms: cpuOf([child.pid]) / 1_000 }
}
