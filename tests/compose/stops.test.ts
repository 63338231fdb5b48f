import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { get, post } from '../e2e/requests.ts'
import { address, compose, inspect } from './containers.ts'
import { upWhole } from './stack.ts'

const { services }: { services: Record<string, { profiles?: string[] }> } = parse(
  readFileSync('compose.dev.yml', 'utf8'),
  { merge: true },
)
const ours = Object.keys(services).filter((name) => services[name]?.profiles?.includes('functions'))
const soon = { timeout: 120_000, interval: 500 }

test('P7: all end with 0 when they are stopped in order, and what was stored is there after the next start', async () => {
  const station = `test-stop-${Date.now().toString(36)}`
  const shown = async () => (await get(`${address.query}/v1/stations/${station}`)).body
  expect((await post(`${address.ingest}/v1/readings`, { station, temperature: 20 })).status).toBe(202)
  await expect.poll(shown, soon).toMatchObject({ station })
  await compose.run('--profile', 'functions', 'stop')
  expectEnded()
  for (const name of ['kafka', 'rabbitmq', 'valkey']) expect(inspect(name).State.ExitCode, name).not.toBe(137)
  await upWhole()
  await expect.poll(shown, soon).toMatchObject({ station, temperature: 20 })
})

test('P7: all end with 0 also where brokers and store are gone, and their names with them', async () => {
  try {
    await compose.run('rm', '--stop', '--force', 'kafka', 'rabbitmq', 'valkey')
    await compose.run('--profile', 'functions', 'stop', ...ours)
    for (const name of ours)
      expect(inspect(name).State, name).toMatchObject({ ExitCode: 0, OOMKilled: false })
  } finally {
    await upWhole()
  }
})

function expectEnded(): void {
  const states = ours.map((name) => [name, inspect(name).State] as const)
  expect(states.map(([name, { ExitCode, OOMKilled }]) => ({ name, ExitCode, OOMKilled }))).toEqual(
    ours.map((name) => ({ name, ExitCode: 0, OOMKilled: false })),
  )
}
