import { expect, test } from 'vitest'
import { createReference } from './reference.ts'
import type { Said } from './said.ts'

const said: Said = {
  station: 'a',
  municipality: 'm',
  observedAt: '2026-05-01T12:00:09.999Z',
  temperature: -0.1,
  humidity: 50,
  pressure: 1000,
  windSpeed: 1,
  rain: 0.2,
  condition: 'rainy',
}

test('sums are whole numbers of thousandths, by step, station and municipality', () => {
  const reference = createReference()
  reference.add(said)
  reference.add({ ...said, observedAt: '2026-05-01T12:00:10.000Z', temperature: 0.3, rain: 0.1 })
  const first = Date.parse('2026-05-01T12:00:00.000Z')
  const steps = reference.steps.get('a')
  expect([...(steps?.keys() ?? [])]).toEqual([first, first + 10_000])
  expect(steps?.get(first)).toMatchObject({ readings: 1, sum: { temperature: -100, rain: 200 } })
  for (const sums of [reference.all, reference.stations.get('a'), reference.municipalities.get('m')]) {
    expect(sums).toMatchObject({
      readings: 2,
      sum: { temperature: 200, rain: 300 },
      least: { temperature: -100 },
      greatest: { temperature: 300 },
      conditions: new Map([['rainy', 2]]),
    })
  }
})

test('what has no time of its own is summed as a whole only', () => {
  const reference = createReference()
  const { observedAt: _, ...clockless } = said
  reference.add(clockless)
  expect(reference.stations.get('a')?.readings).toBe(1)
  expect(reference.steps.size).toBe(0)
})
