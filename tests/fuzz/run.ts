import fc from 'fast-check'
import { liveMegabytes } from '#lib/testing/memory.ts'
import { type Door, must } from './door.ts'
import { doors } from './doors.ts'
import type { World } from './world.ts'

/** How many come in at the same time at most. */
const TOGETHER = 8

/** After so many the store is emptied, so that each is asked about a small one. */
const ROUND = 400

/** What a process of this size may keep for good: caches, compiled code, pools of connections. */
const GROWTH_MB = 48

/** What a run was like. */
export type Report = { door: string; cases: number; seconds: number; megabytes: number }

/** Sends so many cases through all doors. @throws with the smallest case that breaks a rule, and how to see it again */
export async function fuzz(world: World, cases: number, seed: number, only?: string): Promise<Report[]> {
  const chosen = doors.filter(({ name }) => only === undefined || name === only)
  const shares = chosen.reduce((sum, { share }) => sum + share, 0)
  const unhandled: unknown[] = []
  const note = (error: unknown) => void unhandled.push(error)
  process.on('unhandledRejection', note).on('uncaughtException', note)
  try {
    const reports: Report[] = []
    for (const door of chosen)
      reports.push(await fuzzDoor(world, door, Math.ceil((cases * door.share) / shares), seed, unhandled))
    return reports
  } finally {
    process.off('unhandledRejection', note).off('uncaughtException', note)
  }
}

async function fuzzDoor(
  world: World,
  door: Door<unknown>,
  wanted: number,
  seed: number,
  unhandled: unknown[],
) {
  const began = performance.now()
  let done = 0
  let before: number | undefined
  const property = fc.asyncProperty(
    fc.array(door.cases, { minLength: 1, maxLength: TOGETHER, size: 'max' }),
    async (some) => {
      await door.enter(world, some)
      done += some.length
      await new Promise((resolve) => setImmediate(resolve)) // a rejection that nobody handles shows in the next turn
      must(unhandled.length === 0, `nobody handles: ${unhandled.splice(0).map(String).join('; ')}`)
      must(world.errors.length === 0, `an error was logged: ${world.errors.splice(0).join('; ')}`)
    },
  )
  for (let round = 0; done < wanted; round += 1) {
    await world.valkey.flushdb()
    const numRuns = Math.ceil(Math.min(ROUND, wanted - done) / ((TOGETHER + 1) / 2))
    await fc.assert(property, { numRuns, seed: seed + round, interruptAfterTimeLimit: 600_000 })
    if (done > wanted / 5) before ??= await liveMegabytes() // by then it has seen everything once
  }
  const megabytes = (await liveMegabytes()) - (before ?? 0)
  must(megabytes < GROWTH_MB, `${door.name}: ${Math.round(megabytes)} MB were kept`)
  return { door: door.name, cases: done, seconds: (performance.now() - began) / 1_000, megabytes }
}
