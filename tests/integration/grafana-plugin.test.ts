import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Target } from '../../grafana/src/target.ts'
import type { PluginAnswer } from '../../grafana/testing/frame.ts'
import golden from '../../grafana/testing/golden.json' with { type: 'json' }
import { askPlugin } from '../../grafana/testing/plugin.ts'
import { rawRunner } from '../../grafana/testing/raw-runner.ts'
import { openDatabase } from './grafana-valkey.ts'

const client = await openDatabase('golden')
const run = rawRunner(client)

beforeAll(async () => {
  for (const [command = '', ...args] of golden.store) await client.call(command, ...args)
})
afterAll(() => client.quit())

test.each(golden.cases)('the model of the plugin answers as the plugin did: $name', async (recorded) => {
  const answer = await askPlugin(run, recorded.target as unknown as Target, golden.range)
  const { error = '', frames } = recorded
  const expected = { error, frames } as PluginAnswer
  if ('shapeOnly' in recorded) expectSameShape(answer, expected)
  else expect(answer).toEqual({ ...withNumbers(expected), error: expect.stringContaining(error) })
  if (error === '') expect(answer.error).toBe('')
})

/** Versions of Valkey add lines to INFO and CLIENT LIST: what both have is of the same type and unit. */
function expectSameShape(answer: PluginAnswer, expected: PluginAnswer): void {
  expect(answer.error).toBe(expected.error)
  expect(answer.frames.map(({ name }) => name)).toEqual(expected.frames.map(({ name }) => name))
  for (const [at, frame] of expected.frames.entries()) {
    const found = new Map(answer.frames[at]?.fields.map((field) => [field.name, field]))
    const shared = frame.fields.filter(({ name }) => found.has(name))
    expect(shared.length).toBeGreaterThan(frame.fields.length * 0.9)
    for (const { name, type, unit } of shared) {
      expect({ name, type: found.get(name)?.type, unit: found.get(name)?.unit }).toEqual({ name, type, unit })
    }
  }
}

/** JSON has no NaN. */
function withNumbers({ error, frames }: PluginAnswer): PluginAnswer {
  return {
    error,
    frames: frames.map((frame) => ({
      ...frame,
      fields: frame.fields.map((field) => ({
        ...field,
        values: field.values.map((value) =>
          field.type === 'float64' && value === 'NaN' ? Number.NaN : value,
        ),
      })),
    })),
  }
}
