import { expect, test } from 'vitest'
import { startAccount } from './account.ts'
import { isBalanced } from './balance.ts'
import type { Door } from './door.ts'
import type { Said } from './said.ts'
import { publishedPicture } from './testing/honest-store.ts'

const times = { length: 100, patience: 200, calm: 1, rate: 20_000, seed: 5 }

/** A pipeline in which the third request is answered 503, and `store` decides what is kept of the others. */
function pipeline(store: (readings: readonly Said[], request: number) => readonly Said[]) {
  const stored = new Map<string, Said>()
  let requests = 0
  const door: Door = async ({ readings, key = '' }) => {
    requests += 1
    if (requests === 3) return { status: 503, retryAfter: 1, readings: [] }
    const idOf = (reading: Said) => JSON.stringify([key, reading])
    for (const reading of store(readings, requests)) stored.set(idOf(reading), reading)
    const acknowledged = readings.map((reading) => {
      return { id: idOf(reading), station: reading.station, confirmedBy: ['kafka' as const] }
    })
    return { status: 202, readings: acknowledged }
  }
  const picture = publishedPicture(() => [...stored.values()])
  return { door, places: { picture, alone: { deadEvents: () => [] } } }
}

async function accountOf(store: (readings: readonly Said[], request: number) => readonly Said[]) {
  const said: string[] = []
  const account = startAccount({ ...pipeline(store), ...times, tell: (line) => said.push(line) })
  await account.sent
  expect(said).toEqual([])
  return account.settle()
}

test('the account of a pipeline that stores what it acknowledges balances', async () => {
  const found = await accountOf((readings) => readings)
  expect(found.differences).toEqual([])
  expect(found.begun).toBeGreaterThan(100)
  expect(isBalanced(found)).toBe(true)
})

test('the account of one that acknowledges one reading and does not store it does not', async () => {
  const found = await accountOf((readings, request) => (request === 5 ? readings.slice(1) : readings))
  expect(found).toMatchObject({ missing: 1, acknowledged: found.begun })
  expect(isBalanced(found)).toBe(false)
})
