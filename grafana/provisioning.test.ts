import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readerRules } from '../dev/stack/valkey-users.ts'
import { alertRules } from './src/alerts.ts'
import { generatedFiles } from './src/files.ts'
import { functionAlerts } from './src/function-alerts.ts'
import { dataSource } from './src/target.ts'

const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')
const compose = parse(readFileSync(join(import.meta.dirname, '../compose.dev.yml'), 'utf8')).services
const [source] = parse(read('provisioning/datasources/valkey.yaml')).datasources

test('what is committed is what would be written', () => {
  for (const [name, text] of Object.entries(generatedFiles())) expect(read(name), name).toBe(text)
})

test('the data source has the uid that every panel asks, and a user that only reads', () => {
  expect(source).toMatchObject({ ...dataSource, editable: false, jsonData: { acl: true, user: 'grafana' } })
  expect(readerRules('grafana').join(' ')).toContain(' -@all +@read -@dangerous ')
})

test('the password comes from the environment', () => {
  expect(source.secureJsonData).toEqual({ password: '$VALKEY_GRAFANA_PASSWORD' })
})

test('the plugin can read the address: it knows no valkey://', () => {
  expect(source.url).toMatch(/^redis:\/\//)
})

test('the dashboards are looked for where compose puts them', () => {
  const [{ options }] = parse(read('provisioning/dashboards/weather.yaml')).providers
  expect(compose.grafana.volumes).toContain(`./grafana/dashboards:${options.path}:ro`)
})

test('compose gives Grafana every variable that the files read', () => {
  const files = globSync('provisioning/**/*.yaml', { cwd: import.meta.dirname }).map((name) =>
    read(name).replace(/#.*/g, ''),
  )
  const names = files.flatMap((text) => [...text.matchAll(/(?<!\$)\$([A-Z_]{2,})/g)].map(([, name]) => name))
  expect(new Set(names)).toEqual(
    new Set(['PROMETHEUS_URL', 'VALKEY_ADDR', 'VALKEY_GRAFANA_PASSWORD', 'WEATHER_STATIONS']),
  )
  for (const name of names) expect(Object.keys(compose.grafana.environment)).toContain(name)
})

test('Grafana and the plugin are pinned to versions that work together', () => {
  expect(compose.grafana.image).toMatch(/:-grafana\/grafana:12\.4\.\d+\}$/)
  expect(compose.grafana.environment.GF_PLUGINS_PREINSTALL_SYNC).toBe('redis-datasource@2.2.0')
})

test('the panels are tested with the library of the Grafana that compose starts', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'))
  expect(compose.grafana.image).toContain(`grafana/grafana:${devDependencies['@grafana/data']}`)
})

test.each([...alertRules, ...functionAlerts])(
  'the rule "$title" names its steps once, and ends in one of them',
  ({ data, condition }) => {
    const refIds = data.map(({ refId }) => refId)
    expect(new Set(refIds).size).toBe(refIds.length)
    expect(refIds.at(-1)).toBe(condition)
    expect(data.map(({ model }) => model.refId)).toEqual(refIds)
  },
)
