import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'iovalkey'
import { queryPicture } from '../../dev/chaos/query-client.ts'
import type { Pipeline } from '../../dev/pipeline/pipeline.ts'
import { onStopSignal, startAll } from '../../dev/running.ts'
import { root } from '../../dev/stack/paths.ts'
import { createWorkplace } from '../../dev/workplace.ts'
import { isBalanced, openAccount } from '../account.ts'
import { environment } from '../bench/environment.ts'
import { createRandom } from '../stations/random.ts'
import { type Watch, watchUse } from '../use.ts'
import { cadencesOf, rateOf } from './cadences.ts'
import { createFleet } from './fleet.ts'
import type { FleetRunOptions } from './options.ts'
import { writeScalePage } from './page.ts'
import { createReader } from './reader.ts'
import { createSender, type Sender } from './sender.ts'
import { reports } from './station-reports.ts'
import { describe, summaryOf } from './summary.ts'

/** Enough for half a million stations; the native stack's own limit is for a few. */
const MEMORY = '12gb'

const PATIENCE = { withinMs: 600_000, calmMs: 2_000 }
const BACK_WITHIN_MS = 30_000
const TICK_MS = 5

/** Before that functions grow as they do when they are new: V8 finds out how much room their old objects need. */
const WARM_MS = 120_000

/** Starts a pipeline, plays the fleet, balances the account, and keeps the result where asked. Returns the exit code. */
export async function runFleet(options: FleetRunOptions): Promise<number> {
  const { stations, minutes, seed, write } = options
  const stop = onStopSignal()
  await using place = await createWorkplace({ freePorts: true, once: undefined })
  const where = { with: 'native', freePorts: true, host: '127.0.0.1' } as const
  await using running = await startAll(where, place, stop)
  if (running === undefined) return 1
  const { pipeline, stack } = running
  const valkey = new Redis(`redis://${stack.valkey.addr}`)
  await valkey.config('SET', 'maxmemory', MEMORY)
  const account = await openAccount({ picture: queryPicture(pipeline.query) })
  const random = createRandom(seed)
  await using sender = createSender(pipeline.ingest, random)
  console.log(
    `\n${stations} stations, about ${rateOf(stations, cadencesOf(options.everySeconds)).toFixed(0)} readings a second, ${minutes} min\n`,
  )
  const use = watchUse(stack, pipeline)
  const began = performance.now()
  await using reader = createReader(pipeline.query)
  await play(options, sender, { ...use, ended: pipeline.ended }, random, stop)
  const seconds = (performance.now() - began) / 1_000
  const settled = await account.settle({ acknowledged: sender.sent.acknowledged, ids: [] }, PATIENCE)
  const used = use.cpu() // with what was left to do when the last answer came
  const memory = /used_memory:(\d+)/.exec(await valkey.info('memory'))?.[1]
  valkey.disconnect()
  const settleSeconds = (performance.now() - began) / 1_000 - seconds
  const summary = summaryOf({
    options,
    environment: environment(),
    sent: sender.sent,
    reads: reader.reads,
    seconds,
    settleSeconds,
    used,
    memory: use.memory(),
    valkeyBytes: Number(memory),
    account: settled,
  })
  console.log(describe(summary))
  const isWell = isBalanced(settled) && sender.sent.lost === 0
  if (write && isWell && !stop.aborted) {
    const file = join(root, `load/results/fleet-${stations}.json`)
    await writeFile(file, `${JSON.stringify(summary, undefined, 2)}\n`)
    writeScalePage()
  }
  return isWell ? 0 : 1
}

/** Lets all stations speak when they are due, and waits for the last answer. */
async function play(
  { stations, minutes, everySeconds, outageSeconds }: FleetRunOptions,
  sender: Sender,
  { ended, noteMemory }: Pick<Pipeline, 'ended'> & Pick<Watch, 'noteMemory'>,
  random: () => number,
  stop: AbortSignal,
): Promise<void> {
  const began = Date.now()
  const end = began + minutes * 60_000
  const middle = began + (minutes * 60_000) / 2 - outageSeconds * 500
  const fleet = createFleet({
    stations,
    cadences: cadencesOf(everySeconds),
    began,
    outage: outageSeconds === 0 ? undefined : { from: middle, ms: outageSeconds * 1_000 },
    backWithinMs: BACK_WITHIN_MS,
    body: reports.body,
    random,
  })
  let told = began
  while (Date.now() < end && !stop.aborted && ended.size === 0) {
    fleet.advance(Date.now(), sender.send)
    if (Date.now() - told >= 10_000) {
      told += 10_000
      if (told - began >= WARM_MS) noteMemory()
      const { requests, deferred } = sender.sent
      console.log(
        `  ${(told - began) / 1_000} s: ${requests} answered, ${deferred} deferred, ${sender.underWay} under way`,
      )
    }
    await sleep(TICK_MS)
  }
  for (const [name, how] of ended) console.log(`  ${name} ended by itself: ${how}`)
  while (sender.underWay > 0) await sleep(20)
}
