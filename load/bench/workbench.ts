import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type PartName, partNames } from '../../dev/pipeline/parts.ts'
import { createPipeline, type Pipeline } from '../../dev/pipeline/pipeline.ts'
import { freeFunctionPorts } from '../../dev/pipeline/ports.ts'
import { type Supervised, startProcess } from '../../dev/process.ts'
import type { Stack } from '../../dev/stack/broker.ts'
import { createNativeStack } from '../../dev/stack/native-stack.ts'
import { assertListening, distinctFreePorts, freePorts } from '../../dev/stack/ports.ts'
import { untilReady } from '../../dev/stack/wait.ts'

/** What benchmarks are made with. Everything listens on this machine alone. */
export type Workbench = {
  /** A folder of this run. */
  readonly dir: string
  readonly bundles: Readonly<Record<string, string>>
  tell(line: string): void
  /** Writes lines to a file of this run. @returns its path */
  lines(name: string, lines: readonly string[]): string
  /** Brokers of their own, running, with their data in folders of their names in `dir`. */
  stack(): Promise<Stack & { readonly dir: string }>
  /** The functions over brokers, running; only those parts when some are given. */
  pipeline(stack: Stack, parts?: readonly PartName[], env?: Env): Promise<Pipeline>
  /** A script of Node or a bundle, once it listens on `PORT`. */
  serve(name: string, file: string, env?: Record<string, string>): Promise<Served>
}

type Env = Partial<Record<PartName, Record<string, string>>>

/** A process that listens. */
export type Served = AsyncDisposable & { readonly port: number; readonly pid: number }

/** A workbench in a folder. */
export function createWorkbench(
  dir: string,
  bundles: Readonly<Record<string, string>>,
  tell: (line: string) => void,
): Workbench {
  const logDir = join(dir, 'logs')
  let stacks = 0
  return {
    dir,
    bundles,
    tell,
    lines(name, lines) {
      const file = join(dir, name)
      writeFileSync(file, lines.map((line) => `${line}\n`).join(''))
      return file
    },
    async stack() {
      stacks += 1
      const home = join(dir, `stack-${stacks}`)
      mkdirSync(home, { recursive: true })
      const stack = createNativeStack({ dir: home, logDir, ports: await freePorts() })
      await stack.start()
      return Object.assign(stack, { dir: home })
    },
    async pipeline(stack, parts = partNames, env = {}) {
      const ports = await freeFunctionPorts()
      const pipeline = createPipeline({ stack, bundles, logDir, ports, env })
      try {
        await Promise.all(parts.map((name) => pipeline.start(name)))
        if (parts.includes('ingest')) await pipeline.ready()
        return pipeline
      } catch (error) {
        await pipeline[Symbol.asyncDispose]() // or those that did start would go on
        throw error
      }
    },
    async serve(name, file, env = {}) {
      const [port = 0] = await distinctFreePorts(1)
      const child = start(name, [file, String(port)], { ...env, HOST: '127.0.0.1', PORT: String(port) })
      await untilReady(child, () => assertListening(port), { withinMs: 20_000 })
      return { port, pid: child.pid, [Symbol.asyncDispose]: () => child[Symbol.asyncDispose]() }
    },
  }

  function start(name: string, args: string[], env: Record<string, string>): Supervised {
    return startProcess({
      name,
      command: process.execPath,
      args,
      env,
      logFile: join(logDir, `${name}.log`),
    })
  }
}
