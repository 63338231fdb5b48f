import { relative } from 'node:path'
import { balance, describeAccount, isComplete } from './demo/account.ts'
import { feed } from './demo/feed.ts'
import { demoStations } from './demo/observations.ts'
import type { StartOptions } from './options.ts'
import { runClock } from './pipeline/clock.ts'
import { onStopSignal, type Running, startAll } from './running.ts'
import type { View } from './show/block.ts'
import { createDelayProbe } from './show/delay.ts'
import { watch } from './show/watch.ts'
import { root } from './stack/paths.ts'
import { createWorkplace, type Workplace } from './workplace.ts'

/** Runs everything until it is told to stop, or until `--once` is done. Returns the exit code. */
export async function runPipeline(options: StartOptions): Promise<number> {
  const began = performance.now()
  const stop = onStopSignal()
  await using place = await createWorkplace(options)
  await using running = await startAll(options, place, stop)
  if (running === undefined) return 0
  const { pipeline } = running

  if (options.once !== undefined) {
    const account = await balance(pipeline, demoStations(), options.once)
    console.log(`\n${describeAccount(account)}`)
    return account.sent === options.once && isComplete(account) ? 0 : 1
  }
  await show(running, place, options, began, stop)
  console.log('\nEnding, in the order of the data …')
  return 0
}

async function show(
  { pipeline, observers }: Running,
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
  const shown = observers
    ? `
  traces              ${observers.traces}/zipkin/?serviceName=kafka-writer   RUN QUERY lists readings: SHOW has the way of one
  metrics             ${observers.metrics}/api/v1/query?query=chaac_readings_stored_total`
    : ''
  console.log(`
  POST readings to    ${pipeline.ingest}/v1/readings   (or /weather, as in the original)
  live page           ${pipeline.query}/
  newest readings     ${pipeline.query}/v1/stations
  in numbers          ${pipeline.query}/v1/summary
  dead letters        ${pipeline.deadLetters}/v1/dead-letters
  OpenAPI             ${[pipeline.ingest, pipeline.query, pipeline.deadLetters].map((at) => `${at}/openapi.json`).join('   ')}${shown}
  logs                ${relative(root, logDir)}/   Ctrl-C ends everything
`)
  const fed = demo ? feed(pipeline.ingest, demoStations(), speed, probe.sent, stop) : undefined
  const ticking = [`http://${pipeline.address('kafka-consumer')}/`, `${pipeline.deadLetters}/`]
  const clocks = ticking.map((sink) => runClock(sink, stop))
  await Promise.all([fed, ...clocks, watch(pipeline, view, stop)])
}
