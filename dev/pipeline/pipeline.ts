import { join } from 'node:path'
import { optionsWithin } from '../images/node-options.ts'
import { describeExit, type Exit, type Supervised, startProcess } from '../process.ts'
import type { Stack } from '../stack/broker.ts'
import { devDir } from '../stack/paths.ts'
import { assertListening, assertPortFree } from '../stack/ports.ts'
import { type Progress, timed } from '../stack/progress.ts'
import { untilReady } from '../stack/wait.ts'
import { assertServing } from './health.ts'
import { describeParts, memoryOf, type PartName, type PartOptions, partNames } from './parts.ts'
import type { FunctionPorts } from './ports.ts'

/** What a pipeline is made of. `bundles` are the files of buildBundles. */
export type PipelineOptions = PartOptions & {
  stack: Stack
  ports: FunctionPorts
  bundles: Readonly<Record<string, string>>
  logDir: string
  progress?: Progress
}

/** The functions and bridges over running brokers, each its own process, each to be ended and frozen by itself. */
export type Pipeline = AsyncDisposable & {
  readonly ingest: string
  readonly query: string
  readonly deadLetters: string
  /** Starts all parts, or one; resolves when it listens. */
  start(name?: PartName): Promise<void>
  /** Resolves when both writers have their brokers, so that every reading is confirmed twice. */
  ready(): Promise<void>
  /** Ends all parts in the order of the data, or one, as Knative would. */
  stop(name?: PartName): Promise<Exit[]>
  /** Ends a part as a crash would. */
  kill(name: PartName): Promise<void>
  process(name: PartName): Supervised
  /** Parts that ended without being told to, with how. */
  readonly ended: ReadonlyMap<PartName, string>
  /** `host:port` of a part that listens. */
  address(name: PartName): string
}

const START_MS = 30_000
const STOP_MS = 25_000

/** Describes it; nothing runs yet. */
export function createPipeline(options: PipelineOptions): Pipeline {
  const { stack, ports, bundles, logDir, progress = () => {} } = options
  const parts = describeParts(stack, ports, options)
  const running = new Map<PartName, Supervised>()
  const told = new Set<Supervised>()
  const ended = new Map<PartName, string>()

  async function startPart(name: PartName): Promise<void> {
    const { bundle, env, port } = parts[name]
    if (running.get(name)?.isRunning()) return
    if (port !== undefined) await assertPortFree(port, name)
    await timed(progress, name, 'start', async () => {
      const child = startProcess({
        name,
        command: process.execPath,
        args: [...optionsWithin(memoryOf(name)), bundles[bundle] ?? ''],
        env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: join(devDir, 'compile-cache'), ...env },
        logFile: join(logDir, `${name}.log`),
      })
      running.set(name, child)
      ended.delete(name)
      void child.exited.then((exit) => {
        if (!told.has(child)) ended.set(name, `${describeExit(exit)}, see ${child.name}.log`)
      })
      await untilReady(child, () => (port === undefined ? Promise.resolve() : assertListening(port)), {
        withinMs: START_MS,
      })
    })
  }

  async function stopPart(name: PartName): Promise<Exit[]> {
    const child = running.get(name)
    if (child === undefined) return []
    told.add(child)
    return [await child.stop({ withinMs: STOP_MS })]
  }

  async function stop(): Promise<Exit[]> {
    const exits: Exit[] = []
    for (const name of partNames) exits.push(...(await stopPart(name)))
    return exits
  }

  return {
    ended,
    ingest: `http://127.0.0.1:${ports.ingest}`,
    query: `http://127.0.0.1:${ports.query}`,
    deadLetters: `http://127.0.0.1:${ports.deadLetters}`,
    start: async (name) => void (await Promise.all((name === undefined ? partNames : [name]).map(startPart))),
    async ready() {
      const limit = { withinMs: START_MS }
      const serving = (name: PartName, port: number) =>
        untilReady(this.process(name), () => assertServing(port), limit)
      await Promise.all([
        serving('kafka-writer', ports.kafkaWriter),
        serving('rabbit-writer', ports.rabbitWriter),
      ])
    },
    stop: (name) => (name === undefined ? stop() : stopPart(name)),
    async kill(name) {
      await running.get(name)?.kill()
    },
    process(name) {
      const child = running.get(name)
      if (child === undefined) throw new Error(`${name} was not started`)
      return child
    },
    address: (name) => `127.0.0.1:${parts[name].port}`,
    async [Symbol.asyncDispose]() {
      await stop()
    },
  }
}
