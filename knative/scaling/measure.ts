import { setTimeout as sleep } from 'node:timers/promises'
import { backlogOf } from './backlog.ts'
import { podsOf, untilPods } from './pods.ts'

/** What was measured: seconds. */
export type Scaling = {
  zero: Record<string, number[]>
  answers: { what: string; cold: number[]; warm: number[] }[]
  /** `answered` and `refused` are readings. */
  out: { clients: number; pods: number; seconds: number; answered: number; refused: number; back: number }
}

/** What each client sends at a time while ingest shall grow: stations that come back bring what they have kept. */
const BACKLOG = 200

/** The doors of the two functions that are reached from outside. */
export type Doors = { ingest: string; query: string }

/** What rests at zero while nothing is sent. */
export const functions = [
  'ingest',
  'kafka-writer',
  'rabbit-writer',
  'kafka-consumer',
  'rabbit-consumer',
  'query',
] as const

const ZERO_WITHIN = 600

/** Measures how long functions take to rest, to wake up, and to grow. Nobody else may be sending meanwhile. */
export async function measureScaling(
  doors: Doors,
  { times, clients }: { times: number; clients: number },
  tell: (line: string) => void,
): Promise<Scaling> {
  const answers = [
    { what: 'query: a request', ask: () => get(`${doors.query}/v1/summary`) },
    { what: 'ingest and both writers: a reading is acknowledged', ask: () => post(doors, name()) },
    { what: 'all: a reading is in the picture', ask: () => arrive(doors) },
  ].map((one) => ({ ...one, cold: [] as number[], warm: [] as number[] }))

  const zero: Scaling['zero'] = Object.fromEntries(functions.map((one) => [one, []]))
  for (let round = 1; round <= times; round += 1) {
    await wakeAll(doors)
    const rested = await untilAllRest()
    for (const [one, seconds] of rested) zero[one]?.push(Number(seconds.toFixed(1)))
    tell(`zero pods after ${rested.map(([one, seconds]) => `${seconds.toFixed(0)} s: ${one}`).join(', ')}`)
    for (const { what, ask, cold, warm } of answers) {
      await untilAllRest()
      cold.push(await timed(ask))
      warm.push(await timed(ask))
      tell(`${what}: ${cold.at(-1)?.toFixed(2)} s from zero, then ${warm.at(-1)?.toFixed(3)} s`)
    }
  }
  const out = await growth(doors, clients)
  const strip = answers.map(({ what, cold, warm }) => ({ what, cold, warm }))
  return { zero, answers: strip, out }
}

/** Sends until each function has a pod, so that each has something to rest from. */
async function wakeAll(doors: Doors): Promise<void> {
  for (;;) {
    await arrive(doors)
    const pods = await Promise.all(functions.map(podsOf))
    if (pods.every(({ ready }) => ready > 0)) return
  }
}

/** Seconds until each function had no pod, from when this was asked. */
function untilAllRest(): Promise<(readonly [string, number])[]> {
  return Promise.all(
    functions.map(async (one) => [one, await untilPods(one, ({ all }) => all === 0, ZERO_WITHIN)] as const),
  )
}

async function growth(doors: Doors, clients: number): Promise<Scaling['out']> {
  const began = performance.now()
  const found = { pods: 1, seconds: 0, answered: 0, refused: 0 }
  let goesOn = true
  const all = Array.from({ length: clients }, async (_, index) => {
    while (goesOn) {
      await post(doors, `load-${index}`, BACKLOG).then(
        () => (found.answered += BACKLOG),
        () => (found.refused += BACKLOG),
      )
    }
  })
  while (performance.now() - began < 60_000) {
    const { ready } = await podsOf('ingest')
    if (ready > found.pods) Object.assign(found, { pods: ready, seconds: since(began) })
    await sleep(1_000)
  }
  goesOn = false
  await Promise.all(all)
  return { clients, ...found, back: await untilPods('ingest', ({ all }) => all === 0, ZERO_WITHIN) }
}

async function arrive(doors: Doors): Promise<void> {
  const station = name()
  await post(doors, station)
  while ((await fetch(`${doors.query}/v1/stations/${station}`).then(emptied)) !== 200) await sleep(20)
}

async function post({ ingest }: Doors, station: string, count = 1): Promise<void> {
  const body = JSON.stringify(backlogOf(station, count, 20))
  const headers = { 'content-type': 'application/json' }
  const status = await fetch(`${ingest}/v1/readings`, { method: 'POST', headers, body }).then(emptied)
  if (status !== 202) throw new Error(`ingest answered ${status}`)
}

async function get(url: string): Promise<void> {
  const status = await fetch(url).then(emptied)
  if (status !== 200) throw new Error(`${url} answered ${status}`)
}

async function emptied(response: Response): Promise<number> {
  await response.arrayBuffer()
  return response.status
}

function name(): string {
  return `scaling-${Math.random().toString(36).slice(2)}`
}

async function timed(run: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await run()
  return since(began)
}

function since(began: number): number {
  return Number(((performance.now() - began) / 1_000).toFixed(3))
}
