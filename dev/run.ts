import { relative } from 'node:path'
import { balance, describeAccount, isComplete } from './demo/account.ts'
import { feed } from './demo/feed.ts'
import { demoStations } from './demo/observations.ts'
import type { StartOptions } from './options.ts'
import { buildBundles } from './pipeline/bundles.ts'
import { runClock } from './pipeline/clock.ts'
import { createPipeline, type Pipeline } from './pipeline/pipeline.ts'
import { freeFunctionPorts, usualFunctionPorts } from './pipeline/ports.ts'
import { toldEnv } from './pipeline/told.ts'
import type { View } from './show/block.ts'
import { createDelayProbe } from './show/delay.ts'
import { printProgress } from './show/terminal.ts'
import { watch } from './show/watch.ts'
import { root } from './stack/paths.ts'
import { prepareStack } from './stack/prepare.ts'
import { timed } from './stack/progress.ts'
import { createWorkplace, type Workplace } from './workplace.ts'

/** Runs everything until it is told to stop, or until `--once` is done. Returns the exit code. */
export async function runPipeline(options: StartOptions): Promise<number> {
  const began = performance.now()
  const stop = onStopSignal()
  await using place = await createWorkplace(options)
  const { dir, logDir } = place
  const [stack, bundles] = await unlessStopped(
    stop,
    Promise.all([
      prepareStack({
        with: options.with,
        freePorts: options.freePorts,
        dir,
        logDir,
        progress: printProgress,
      }),
      timed(printProgress, 'functions', 'bundle', () => buildBundles(place.bundleDir)),
    ]),
  )
  await using running = stack
  await running.start()
  const ports = options.freePorts ? await freeFunctionPorts() : await usualFunctionPorts(printMoved)
  const { host } = options
  const env = toldEnv(process.env)
  await using pipeline = createPipeline({ stack, bundles, logDir, ports, host, env, progress: printProgress })
  if (stop.aborted) return 0
  await pipeline.start()
  await pipeline.ready()

  if (options.once !== undefined) {
    const account = await balance(pipeline, demoStations(), options.once)
    console.log(`\n${describeAccount(account)}`)
    return account.sent === options.once && isComplete(account) ? 0 : 1
  }
  await show(pipeline, place, options, began, stop)
  console.log('\nEnding, in the order of the data …')
  return 0
}

async function show(
  pipeline: Pipeline,
  { logDir }: Workplace,
  { demo, speed }: StartOptions,
  began: number,
  stop: AbortSignal,
): Promise<void> {
  const view: View = { ended: pipeline.ended }
  const probe = createDelayProbe(pipeline.query, (delay) => {
    view.firstAfter ??= (performance.now() - began) / 1000
    view.delay = delay
  })
  console.log(`
  POST readings to    ${pipeline.ingest}/v1/readings   (or /weather, as in the original)
  live page           ${pipeline.query}/
  newest readings     ${pipeline.query}/v1/stations
  in numbers          ${pipeline.query}/v1/summary
  dead letters        ${pipeline.deadLetters}/v1/dead-letters
  OpenAPI             ${[pipeline.ingest, pipeline.query, pipeline.deadLetters].map((at) => `${at}/openapi.json`).join('   ')}
  logs                ${relative(root, logDir)}/   Ctrl-C ends everything
`)
  const fed = demo ? feed(pipeline.ingest, demoStations(), speed, probe.sent, stop) : undefined
  const ticking = [`http://${pipeline.address('kafka-consumer')}/`, `${pipeline.deadLetters}/`]
  const clocks = ticking.map((sink) => runClock(sink, stop))
  await Promise.all([fed, ...clocks, watch(pipeline, view, stop)])
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

/** The first signal asks for an end in order; a second one has no patience. */
function onStopSignal(): AbortSignal {
  const stop = new AbortController()
  const end = () => (stop.signal.aborted ? process.exit(1) : stop.abort())
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  return stop.signal
}

function printMoved(usual: number, instead: number): void {
  console.log(`  port ${usual} is held by a connection that was just closed: ${instead} instead`)
}
