import { Redis } from 'iovalkey'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { readerRules } from '../../dev/stack/valkey-users.ts'
import { expressions } from '../../grafana/src/alert-rule.ts'
import { alertRules } from '../../grafana/src/alerts.ts'
import { panelsOf } from '../../grafana/src/dashboard.ts'
import { systemMonitor } from '../../grafana/src/system-monitor.ts'
import type { Target } from '../../grafana/src/target.ts'
import { weather } from '../../grafana/src/weather.ts'
import { askPlugin } from '../../grafana/testing/plugin.ts'
import { rawRunner } from '../../grafana/testing/raw-runner.ts'
import { fillStore, range } from './grafana-store.ts'
import { databases, openDatabase } from './grafana-valkey.ts'

/** The user, under a name that only this test has. */
const name = 'grafana-reader-test'

const admin = await openDatabase('reader')
await fillStore(admin)
await admin.call('ACL', 'SETUSER', name, 'reset', 'on', '>secret', ...readerRules('grafana'))
const reader = new Redis(`redis://${inject('valkeyAddr')}/${databases.reader}`, {
  username: name,
  password: 'secret',
  enableReadyCheck: false,
  lazyConnect: true,
})

beforeAll(() => reader.connect())
afterAll(async () => {
  reader.disconnect()
  await admin.call('ACL', 'DELUSER', name)
  await admin.quit()
})

const dashboards = [weather, systemMonitor]

test('fault 8: a Valkey without modules answers all that dashboards and rules ask, as the user for Grafana', async () => {
  expect(await admin.call('MODULE', 'LIST')).toEqual([])
  const targets = [
    ...dashboards.flatMap(panelsOf).flatMap(({ targets = [] }) => targets),
    ...dashboards
      .flatMap(({ templating }) => templating.list)
      .map(({ type, query }) => {
        return { command: '', query: type === 'query' ? query : 'PING' }
      }),
    ...alertRules
      .flatMap(({ data }) => data.filter((step) => step.datasourceUid !== expressions.uid))
      .map(({ model }) => model),
  ] as Target[]
  expect(targets.length).toBeGreaterThan(40)
  for (const target of targets) {
    const { error } = await askPlugin(rawRunner(reader), target, range)
    expect(error, JSON.stringify(target)).toBe('')
  }
})

test.each([
  'SET weather:x 1',
  'HSET weather:overall readings 0',
  'DEL weather:readings',
  'XADD weather:readings * a 1',
  'FLUSHALL',
  'CONFIG GET *',
  'FCALL record 0',
  'EVAL_RO return 0',
  'KEYS *',
  'ACL LIST',
  'CLIENT KILL ID 1',
  'GET somebody-elses-key',
  'PUBLISH weather x',
])('it may not %s', async (query) => {
  const { error } = await askPlugin(rawRunner(reader), { query } as Target, range)
  expect(error).toMatch(/NOPERM|No permissions/)
})
