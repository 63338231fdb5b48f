import { observerPorts } from './observe/observer-ports.ts'
import { createObservers, installObservers, type Observers } from './observe/observers.ts'
import type { StartOptions } from './options.ts'
import { buildBundles } from './pipeline/bundles.ts'
import { createPipeline, type Pipeline } from './pipeline/pipeline.ts'
import { freeFunctionPorts, usualFunctionPorts } from './pipeline/ports.ts'
import { observedEnv } from './pipeline/telemetry.ts'
import { toldEnv } from './pipeline/told.ts'
import { printProgress } from './show/terminal.ts'
import type { Stack } from './stack/broker.ts'
import { prepareStack } from './stack/prepare.ts'
import { timed } from './stack/progress.ts'
import { together } from './stack/together.ts'
import type { Workplace } from './workplace.ts'

/** The whole pipeline on this machine, ready: both brokers confirm. */
export type Running = AsyncDisposable & {
  readonly stack: Stack
  readonly pipeline: Pipeline
  /** Who shows what functions tell, where that is wanted. */
  readonly observers: Observers | undefined
}

type Wanted = Pick<StartOptions, 'with' | 'freePorts' | 'host'> & Partial<Pick<StartOptions, 'observe'>>

/** Installs what is missing and starts all of it, saying so. Undefined when it was told to stop before that. */
export async function startAll(
  { with: kind, freePorts, host, observe }: Wanted,
  { dir, logDir, bundleDir }: Workplace,
  stop: AbortSignal,
): Promise<Running | undefined> {
  const progress = printProgress
  const prepare = async () => {
    const stack = await prepareStack({ with: kind, freePorts, dir, logDir, progress })
    return { stack, programs: observe ? await installObservers(progress) : undefined }
  }
  const [{ stack, programs }, bundles] = await unlessStopped(
    stop,
    Promise.all([prepare(), timed(progress, 'functions', 'bundle', () => buildBundles(bundleDir))]),
  )
  await using starting = new AsyncDisposableStack()
  starting.use(stack)
  const observers =
    programs &&
    starting.use(createObservers({ programs, ports: await observerPorts(freePorts), dir, logDir, progress }))
  await together([stack.start(), observers?.start()])
  const ports = freePorts ? await freeFunctionPorts() : await usualFunctionPorts(printMoved)
  const env = toldEnv(observers ? observedEnv(process.env, observers.endpoint) : process.env)
  const pipeline = starting.use(createPipeline({ stack, bundles, logDir, ports, host, env, progress }))
  if (stop.aborted) return undefined
  await pipeline.start()
  await pipeline.ready()
  const started = starting.move()
  return { stack, pipeline, observers, [Symbol.asyncDispose]: () => started.disposeAsync() }
}

/** The first signal asks for an end in order; a second one has no patience. */
export function onStopSignal(): AbortSignal {
  const stop = new AbortController()
  const end = () => (stop.signal.aborted ? process.exit(1) : stop.abort())
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  return stop.signal
}

/** While things are installed nothing runs that must end in order: what is under way ends with this process. */
async function unlessStopped<T>(stop: AbortSignal, work: Promise<T>): Promise<T> {
  const leave = () => {
    console.log('\nEnded before it had started.')
    process.exit(130)
  }
  stop.addEventListener('abort', leave)
  try {
    return await work
  } finally {
    stop.removeEventListener('abort', leave)
  }
}

function printMoved(usual: number, instead: number): void {
  console.log(`  port ${usual} is held by a connection that was just closed: ${instead} instead`)
}
