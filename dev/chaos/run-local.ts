import { messageOf } from '#lib/platform/errors.ts'
import { runClock } from '../pipeline/clock.ts'
import { createPipeline, type Pipeline } from '../pipeline/pipeline.ts'
import { freeFunctionPorts } from '../pipeline/ports.ts'
import { createNativeStack } from '../stack/native-stack.ts'
import { freePorts } from '../stack/ports.ts'
import { startAccount } from './account.ts'
import { httpDeadLetters } from './dead-letters-client.ts'
import { httpDoor } from './door.ts'
import type { Exposure, FaultKind } from './fault.ts'
import { mountDisks, noDisks } from './local/disks.ts'
import { layLinks } from './local/links.ts'
import { localScene } from './local/scene.ts'
import { valkeyMarks } from './marks-client.ts'
import { play } from './play.ts'
import { queryPicture } from './query-client.ts'
import { makeReport, type Report } from './report.ts'
import { makeSchedule } from './schedule.ts'

/** A run on this machine. `dir` must be empty; what is installed and bundled must be so before. */
export type LocalRun = {
  seed: number
  minutes: number
  rate: number
  /** Which brokers carry a reading, as ingest takes it. With `split` neither can hide what the other loses. */
  route: string
  /** Only these faults. */
  only: readonly FaultKind[]
  dir: string
  logDir: string
  bundles: Readonly<Record<string, string>>
  tell: (line: string) => void
}

const PATIENCE_MS = 120_000
const CALM_MS = 3_000

/** The window only moves with the clock where nothing arrives; on one machine it can tick often. */
const TICK_MS = 1_000

/** Starts a whole pipeline, breaks it for so many minutes while it is fed, mends it, and balances the account. */
export async function runLocal(run: LocalRun): Promise<Report> {
  const { seed, minutes, rate, route, only, dir, logDir, bundles, tell } = run
  const length = minutes * 60_000
  await using disks = only.includes('fill') ? await mountDisks(dir) : noDisks
  await using stack = createNativeStack({ dir, logDir, ports: await freePorts() })
  await stack.start()
  const ports = await freeFunctionPorts()
  await using links = await layLinks(stack, ports)
  // What is sent is made up, and all of it counts: doubts would leave some out of the means.
  const counted = { QUALITY: 'flag' }
  const env = {
    ...links.env,
    ingest: { ...links.env.ingest, ROUTE: route },
    'kafka-consumer': { ...links.env['kafka-consumer'], ...counted },
    'rabbit-consumer': { ...links.env['rabbit-consumer'], ...counted },
  }
  await using pipeline = createPipeline({ stack, ports, bundles, logDir, env })
  await pipeline.start()
  await pipeline.ready()
  await using marks = valkeyMarks(stack.valkey.addr, 'weather')

  const began = Date.now()
  const over = new AbortController()
  const clock = runClock(`http://${pipeline.address('kafka-consumer')}/`, over.signal, TICK_MS)
  const places = {
    picture: queryPicture(pipeline.query),
    marks,
    deadLetters: httpDeadLetters(`http://${pipeline.address('dead-letters')}`),
    alone: { deadEvents: () => [...scene.poisons] },
  }
  const door = httpDoor(links.ingest)
  const account = startAccount({
    door,
    places,
    seed,
    rate,
    length,
    patience: PATIENCE_MS,
    calm: CALM_MS,
    tell,
  })
  const { ledger } = account
  const scene = localScene({ stack, pipeline, links, disks }, ledger.violate)
  const schedule = makeSchedule(seed, length, limited(scene.exposed, only))
  tell(`${schedule.length} faults in ${minutes} min, ${rate} readings/s, route ${route}, seed ${seed}`)
  const faults = await play(schedule, scene, over.signal)
  await mendAll(pipeline, stack, ledger.violate)
  const traffic = await account.sent
  tell(`${ledger.acknowledged.size} of ${ledger.begun} readings acknowledged; waiting for the store`)
  const balance = await account.settle()
  over.abort()
  await clock
  const { dead, refused } = balance
  if (dead + refused > 0) ledger.violate('readings came to nothing, although all trouble passed')
  return makeReport({ kind: 'local', seed, minutes, route, began, ledger, traffic, balance, faults })
}

/** Whatever has ended by itself should not have: it is told of, and started. */
async function mendAll(
  pipeline: Pipeline,
  stack: { start(): Promise<void> },
  violate: (what: string) => void,
): Promise<void> {
  for (const [name, how] of pipeline.ended) violate(`${name} ended by itself: ${how}`)
  try {
    await stack.start()
    await pipeline.start()
    await pipeline.ready()
  } catch (error) {
    violate(`not everything came back: ${messageOf(error)}`)
  }
}

function limited(exposed: readonly Exposure[], only: readonly FaultKind[]): Exposure[] {
  return exposed.map(({ targets, kinds }) => ({
    targets,
    kinds: kinds.filter((kind) => only.includes(kind)),
  }))
}
