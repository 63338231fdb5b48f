import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleReading } from '#lib/testing/readings.ts'
import { applyChange, changeBetween, isBeat } from './change.ts'
import type { LiveState } from './state.ts'

const readings = ['a', 'b', 'c'].flatMap((station) =>
  [1, 2].map((temperature) => sampleReading({ station, temperature })),
)
const conditions = [{}, { sunny: 1 }, { sunny: 1, rainy: 2 }]
const flows = [{}, { stored: 1 }]

const anyState: fc.Arbitrary<LiveState> = fc.record({
  at: fc.constantFrom('2026-05-01T12:00:00.000Z', '2026-05-01T12:00:01.000Z'),
  store: fc.constantFrom('here' as const, 'away' as const),
  conditions: fc.constantFrom(...conditions),
  flow: fc.constantFrom(...flows),
  readings: fc.subarray(readings).map((some) => new Map(some.map((reading) => [reading.station, reading]))),
})

test('who follows the changes knows what is, wherever they began', () => {
  fc.assert(
    fc.property(fc.array(anyState, { minLength: 1, maxLength: 8 }), fc.nat(8), (states, start) => {
      let sent: LiveState | undefined
      let known: LiveState | undefined
      for (const state of states.slice(Math.min(start, states.length - 1))) {
        known = applyChange(known, JSON.parse(JSON.stringify(changeBetween(sent, state))))
        sent = state
        expect(known).toEqual(state)
      }
    }),
  )
})

test('who comes again gets everything, and forgets what was', () => {
  fc.assert(
    fc.property(anyState, anyState, (before, after) => {
      const known = applyChange(undefined, changeBetween(undefined, before))
      expect(applyChange(known, changeBetween(undefined, after))).toEqual(after)
    }),
  )
})

test('where nothing has changed the event is a beat', () => {
  fc.assert(
    fc.property(anyState, (state) => {
      expect(isBeat(state, changeBetween(state, { ...state, at: '2026-05-01T12:00:02.000Z' }))).toBe(true)
      expect(isBeat(undefined, changeBetween(undefined, state))).toBe(false)
    }),
  )
})
