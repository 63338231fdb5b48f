import { afterAll, beforeEach, expect, test } from 'vitest'
import { aReading } from '#lib/testing/readings.ts'
import { expressions } from '../../grafana/src/alert-rule.ts'
import { alertRules } from '../../grafana/src/alerts.ts'
import { alertInput, evaluate } from '../../grafana/testing/alerting.ts'
import { askPlugin } from '../../grafana/testing/plugin.ts'
import { rawRunner } from '../../grafana/testing/raw-runner.ts'
import type { RunCommand } from '../../grafana/testing/reply.ts'
import { deliver } from '../filling/consumers.ts'
import { consumersAt, fillStore, range } from './grafana-store.ts'
import { openDatabase } from './grafana-valkey.ts'

const client = await openDatabase('alerts')
const run = rawRunner(client)
const now = range.to
const minutes = (count: number) => count * 60_000

beforeEach(() => client.flushdb())
afterAll(() => client.quit())

function rule(uid: string) {
  const found = alertRules.find((candidate) => candidate.uid === `chaac-${uid}`)
  if (found === undefined) throw new Error(`there is no rule ${uid}`)
  return found
}

test('no reading for 5 minutes: quiet while readings come, and an alert when none comes or none ever came', async () => {
  expect(await evaluate(run, rule('no-reading'), now)).toBe('Alerting')
  await fillStore(client)
  expect(await evaluate(run, rule('no-reading'), now)).toBe('OK')
  expect(await evaluate(run, rule('no-reading'), now + minutes(4))).toBe('OK')
  expect(await evaluate(run, rule('no-reading'), now + minutes(5))).toBe('Alerting')
})

test('dead letters: an alert for 10 minutes after the newest, and quiet where there is none', async () => {
  expect(await evaluate(run, rule('dead-letters'), now)).toBe('OK')
  await fillStore(client)
  expect(await evaluate(run, rule('dead-letters'), now)).toBe('Alerting')
  expect(await evaluate(run, rule('dead-letters'), now + minutes(10))).toBe('OK')
})

test('a silent station: an alert while fewer stations speak than expected', async () => {
  expect(await evaluate(run, rule('silent-station'), now, { WEATHER_STATIONS: '1' })).toBe('Alerting')
  await fillStore(client)
  expect(await evaluate(run, rule('silent-station'), now, { WEATHER_STATIONS: '3' })).toBe('OK')
  expect(await evaluate(run, rule('silent-station'), now, { WEATHER_STATIONS: '4' })).toBe('Alerting')
  const later = now + minutes(10)
  const stillHere = ['tikal', 'mixco-1'].map((station) => aReading(later, { station }))
  await deliver(consumersAt(client, later), 'kafka', stillHere)
  expect(await evaluate(run, rule('silent-station'), later, { WEATHER_STATIONS: '3' })).toBe('Alerting')
  expect(await evaluate(run, rule('silent-station'), later, { WEATHER_STATIONS: '2' })).toBe('OK')
})

test.each([
  ['quiet at 80% of the limit', 80, 100, 'OK'],
  ['an alert above it', 81, 100, 'Alerting'],
  ['quiet where there is no limit', 81, 0, 'OK'],
])('memory: %s', async (_, used, limit, state) => {
  const said: RunCommand = async () => `# Memory\r\nused_memory:${used}\r\nmaxmemory:${limit}\r\n`
  expect(await evaluate(said, rule('valkey-memory'), now)).toBe(state)
})

test('when Valkey is away there is an alert', async () => {
  const away: RunCommand = () => Promise.reject(new Error('connection refused'))
  expect(await evaluate(away, rule('no-reading'), now)).toBe('Alerting')
})

test('alerting cannot use what a panel can: entries of a stream, and a hash with many numbers', async () => {
  await fillStore(client)
  const ask = async (target: object) =>
    alertInput(await askPlugin(run, { refId: 'A', query: '', ...target } as never, range))
  expect(await ask({ command: 'xrange', keyName: 'weather:readings' })).toBe('error')
  expect(await ask({ command: 'hgetall', keyName: 'weather:overall' })).toBe('error')
  expect(await ask({ command: 'hgetall', keyName: 'weather:none' })).toBe('no data')
  expect(await ask({ command: 'hmget', keyName: 'weather:latest:tikal', field: 'station temperature' })).toBe(
    31,
  )
})

test('every query of every rule is answered by a real Valkey without an error', async () => {
  await fillStore(client)
  for (const { data } of alertRules) {
    for (const { datasourceUid, model } of data) {
      if (datasourceUid === expressions.uid) continue
      expect(alertInput(await askPlugin(run, model as never, range)), JSON.stringify(model)).not.toBe('error')
    }
  }
})
