import { join } from 'node:path'
import { expect, test } from 'vitest'
import { devDir } from '../dev/stack/paths.ts'
import { help, readLoadOptions } from './options.ts'

test('a profile alone: as it is, against a pipeline of its own', () => {
  expect(readLoadOptions(['assignment'])).toMatchObject({
    profile: { name: 'assignment', requests: 10_000 },
    requests: undefined,
    seed: 1,
    processes: 1,
    at: undefined,
    results: join(devDir, 'load/assignment'),
    write: false,
  })
})

test('everything can be said', () => {
  const at = ['--at', 'http://127.0.0.1:8080/', '--query', 'http://127.0.0.1:8081']
  const args = ['steady', ...at, '--seed', '7', '--processes', '2', '--write', '--results', '/some/where']
  expect(readLoadOptions(args)).toMatchObject({
    profile: { name: 'steady' },
    seed: 7,
    processes: 2,
    at: { ingest: 'http://127.0.0.1:8080', query: 'http://127.0.0.1:8081' },
    results: '/some/where',
    write: true,
  })
})

test.each([
  [[], 'one profile, of assignment,'],
  [['nothing'], 'not "nothing"'],
  [['steady', 'spike'], 'not "steady spike"'],
  [['steady', '--requests', '0'], '--requests takes a whole number from 1, not "0"'],
  [['steady', '--seed', 'x'], '--seed takes a whole number from 0, not "x"'],
  [['steady', '--with', 'magic'], '--with takes native or compose, not "magic"'],
  [['steady', '--at', 'http://127.0.0.1:8080'], '--at and --query go together'],
  [['steady', '--at', 'localhost:8080', '--query', 'http://127.0.0.1:8081'], '"localhost:8080" is no http'],
  [['assignment', '--processes', '2'], 'processes do not share a count'],
  [['steady', '--requests', '5', '--processes', '2'], 'processes do not share a count'],
])('%j: %s', (args, reason) => {
  expect(() => readLoadOptions(args)).toThrow(reason)
})

test('help names every profile and what it does', () => {
  expect(readLoadOptions(['--help'])).toBeUndefined()
  expect(help()).toMatch(/assignment +the assignment's test: exactly 10,000 requests by 10 users/)
})
