import { expect, test } from 'vitest'
import { profilePage } from './page.ts'
import type { Profile } from './run.ts'

const profile: Profile = {
  environment: { cores: 2, cpu: 'a processor', node: '24' },
  readings: 1_000,
  functions: {
    ingest: {
      cpu: 90_000,
      owners: { 'functions and lib': 200_000, hono: 100_000 },
      ours: [{ name: 'call (lane.ts)', us: 50_000 }],
    },
    consumers: { cpu: 10_000, owners: { hono: 7 }, ours: [] },
  },
  valkey: {
    cpu: 50_000,
    functions: { calls: 10, us: 40_000 },
    commands: { hset: { calls: 3_000, us: 6_000 }, get: { calls: 10, us: 20 } },
  },
}

test('what a function uses is what the system counts, by the shares of the profile', () => {
  const page = profilePage(profile)
  expect(page).toContain('| functions and lib | 60.0 | 0.0 |')
  expect(page).toContain('| hono | 30.0 | 10.0 |')
  expect(page).toContain('| together | 90.0 | 10.0 |')
  expect(page).toContain('| the largest of it | 15.0: `call (lane.ts)` |  |')
  expect(page).not.toContain('kafkajs')
})

test('what a function of Valkey takes beside its commands is its own', () => {
  const page = profilePage(profile)
  expect(page).toContain('| the function’s own Lua, and calling commands |  | 34.0 |')
  expect(page).toContain('| HSET | 3.00 | 6.0 |')
  expect(page).toContain('| other commands |  | 0.0 |')
})
