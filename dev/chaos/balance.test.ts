import { expect, test } from 'vitest'
import { freshId } from '#lib/domain/reading-id.ts'
import { balance, isBalanced, type Places } from './balance.ts'
import { createLedger } from './ledger.ts'
import { markOf } from './marks.ts'
import type { SeenStep } from './picture.ts'
import type { Said } from './said.ts'

const at = Date.parse('2026-05-01T12:00:00.000Z')
const said: Said = {
  station: 'a',
  municipality: 'm',
  temperature: 10,
  humidity: 50,
  pressure: 1000,
  windSpeed: 1,
  rain: 1,
  condition: 'sunny',
}
const stations = {
  clocked: [],
  clockless: ['a'],
  municipalities: ['m'],
  next: () => ({ readings: [], asLines: false }),
}
const ids = [freshId(at), freshId(at + 1)] as const

/** Two readings that were acknowledged. */
function ledgerOfTwo() {
  const ledger = createLedger()
  for (const id of ids) ledger.acknowledge(ledger.begin(said), id, ['kafka'])
  return ledger
}

/** A pipeline that has stored so many of them. */
function places(
  stored: number,
  { marks = ids.slice(0, stored), dead = [], refused = [] }: Held = {},
): Places {
  const steps: SeenStep[] = [{ at, readings: stored, means: { rain: stored } }]
  const municipality = {
    ...{ readings: stored, temperature: 10, temperatureMin: 10, temperatureMax: 10 },
    ...{ humidity: 50, humidityMin: 50, humidityMax: 50, mostCommon: 'sunny', leastCommon: 'sunny' },
  }
  const delivered = { kafka: stored, rabbitmq: 0 }
  return {
    alone: { deadEvents: () => dead.map((_, n) => `kafka ${n}`) },
    picture: {
      series: async () => steps,
      municipality: async () => municipality,
      counters: async () => {
        return { stored, readings: stored, stations: 1, late: 0, refused: 0, duplicates: 0, delivered }
      },
      conditions: async () => ({ sunny: stored }),
      refused: async () => refused,
    },
    marks: { read: async () => new Set(marks.map(markOf)), async [Symbol.asyncDispose]() {} },
    deadLetters: { list: async () => dead.map((readings, n) => ({ event: `kafka ${n}`, readings })) },
  }
}
type Held = { marks?: readonly string[]; dead?: string[][]; refused?: string[] }

const period = { from: at, to: at + 1 }

test('it balances when all that was acknowledged is stored once', async () => {
  const found = await balance(ledgerOfTwo(), stations, period, places(2))
  expect(found).toMatchObject({
    begun: 2,
    acknowledged: 2,
    stored: 2,
    missing: 0,
    differences: [],
    missed: [],
  })
  expect(isBalanced(found)).toBe(true)
})

test('what is missing is named, and does not balance', async () => {
  const found = await balance(ledgerOfTwo(), stations, period, places(1))
  expect(found).toMatchObject({ stored: 1, missing: 1, missed: [{ id: ids[1] }] })
  expect(isBalanced(found)).toBe(false)
})

test('without a look into the store it is counted all the same', async () => {
  const { marks: _, ...others } = places(1)
  const found = await balance(ledgerOfTwo(), stations, period, others)
  expect(found).toMatchObject({ stored: 1, missing: 1, missed: [] })
  expect(isBalanced(found)).toBe(false)
})

test('what lies in the dead letters, or was refused with its reason, is accounted for', async () => {
  const body = JSON.stringify({ readings: [{ id: ids[1] }] })
  const dead = await balance(ledgerOfTwo(), stations, period, places(1, { dead: [[ids[1]], [ids[1]]] }))
  expect(dead).toMatchObject({ stored: 1, dead: 1, deadEvents: 2, missing: 0 })
  expect(isBalanced(dead)).toBe(true)
  const refused = await balance(ledgerOfTwo(), stations, period, places(1, { refused: [body] }))
  expect(refused).toMatchObject({ stored: 1, refused: 1, missing: 0 })
  expect(isBalanced(refused)).toBe(true)
})

test('what is stored and lies in the dead letters too counts once', async () => {
  const found = await balance(ledgerOfTwo(), stations, period, places(1, { dead: [[...ids]] }))
  expect(found).toMatchObject({ stored: 1, dead: 1, missing: 0 })
})

test('a reading that counts twice does not balance, although its id is known once', async () => {
  const found = await balance(ledgerOfTwo(), stations, period, places(3, { marks: ids }))
  expect(found.missing).toBe(0)
  expect(isBalanced(found)).toBe(false)
})

test('an id that nobody has sent does not balance', async () => {
  const found = await balance(ledgerOfTwo(), stations, period, places(2, { marks: [...ids, freshId(at)] }))
  expect(isBalanced(found)).toBe(false)
})

test('what was never acknowledged does not balance', async () => {
  const ledger = ledgerOfTwo()
  ledger.begin(said)
  expect(isBalanced(await balance(ledger, stations, period, places(3)))).toBe(false)
})
