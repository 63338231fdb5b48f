import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Env } from '#lib/platform/env.ts'
import { readTelemetry } from '#lib/platform/telemetry-settings.ts'
import { loadKafkaSourceConfig } from '../../dev/bridges/kafka-config.ts'
import { loadRabbitSourceConfig } from '../../dev/bridges/rabbit-config.ts'
import { functionNames } from '../../dev/build.ts'
import { imageName, REPOSITORY } from '../../dev/images/image.ts'
import { deadLettersDelivery, readingsDelivery } from '../../dev/pipeline/delivery-policy.ts'
import { type PartName, partNames } from '../../dev/pipeline/parts.ts'
import { telemetryEnv } from '../../dev/pipeline/telemetry.ts'
import { prometheusVersion } from '../../dev/stack/prometheus-install.ts'
import { aclFile } from '../../dev/stack/valkey-users.ts'
import { functionManifests } from '../../knative/manifests.ts'

type Service = {
  image: string
  profiles?: string[]
  entrypoint?: string[]
  environment?: Record<string, string | number>
  networks: string[]
  depends_on?: Record<string, { condition: string }>
  healthcheck?: { test: string | string[]; start_period: string }
  stop_grace_period?: string
  command?: string[]
  mem_limit: string
  cpus: number
  ports?: string[]
}

const text = readFileSync('compose.dev.yml', 'utf8')
const compose: { services: Record<string, Service>; networks: object } = parse(text, { merge: true })
const all = Object.entries(compose.services)
const service = (name: string) => compose.services[name] as Service
const inContainer = (value: string) => value.replace(/\$\{[A-Z_]+:-([^}]*)\}/g, '$1')
const environmentOf = ({ environment = {} }: Service): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, inContainer(String(value))]))
const ours = all.filter(([, { profiles }]) => profiles?.includes('functions'))
const bridges = ours.filter(([, { entrypoint }]) => entrypoint !== undefined)
const functions = ours.filter(([, { entrypoint }]) => entrypoint === undefined)

test('fault 10: every image of compose.dev.yml is pinned, and none is one that no longer exists', () => {
  for (const [name, { image }] of all) {
    expect(image, name).toMatch(/^\$\{(?:[A-Z]+_IMAGE|REPOSITORY):-[^}]+\}/) // another may be named
    expect(inContainer(image), name).toMatch(/:v?\d+\.\d+/)
    expect(image, name).not.toMatch(/latest|bitnami/)
  }
})

test('compose gives Valkey the users of lib/store/users.acl, and no others', () => {
  const placeholder = (name: string) => `\${VALKEY_${name.toUpperCase()}_PASSWORD:-${name}}`
  const login = <Name extends string>(username: Name) => ({ username, password: placeholder(username) })
  const users = aclFile({ grafana: login('grafana'), query: login('query') })
  const { command } = parse(text).services.valkey // a list: compose would end a text at a `>`
  expect(command.join(' ').match(/--user .*?(?= --|$)/g)).toEqual(
    users
      .trim()
      .split('\n')
      .map((user) => `--${user}`),
  )
})

test('every function runs in compose, from its image of this version, under the names that it has on Knative', () => {
  const images = new Set(functions.map(([, { image }]) => inContainer(image)))
  expect(images).toEqual(new Set(functionNames().map((name) => imageName(name, REPOSITORY))))
  expect(functions.map(([name]) => name).sort()).toEqual([...functionManifests().keys()].sort())
})

test('all parts of `npm start` are there, and the clocks of Knative besides', () => {
  expect(ours.map(([name]) => name).sort()).toEqual([...partNames, 'clock', 'dead-letters-clock'].sort())
})

test.each(functions)('%s is told in compose only what its config reads, and enough of it', async (_, one) => {
  const folder = /\/([^/:]+):[^:]*$/.exec(one.image)?.[1] ?? ''
  const { loadConfig }: { loadConfig: (env: Env) => unknown } = await import(
    `../../functions/${folder}/config.ts`
  )
  const known = new Set<string>()
  const asking = new Proxy<Env>({}, { get: (_target, variable) => void known.add(String(variable)) })
  expect(() => loadConfig(asking)).toThrow('is required')
  const environment = environmentOf(one)
  readTelemetry(asking, 'any')
  known.add('K_SERVICE') // every function reads it
  expect([...known]).toEqual(expect.arrayContaining(Object.keys(environment)))
  loadConfig(environment)
})

test('the sources of compose try as those of `npm start` do', () => {
  for (const [name, one] of bridges.filter(([bridge]) => bridge.endsWith('-source'))) {
    const load = name.startsWith('kafka') ? loadKafkaSourceConfig : loadRabbitSourceConfig
    const { delivery } = load(environmentOf(one))
    expect(delivery, name).toEqual(name.includes('dead') ? deadLettersDelivery : readingsDelivery)
  }
})

test('every bundle that a bridge runs is one that `npm run build` writes', () => {
  const names = new Set(bridges.map(([, { entrypoint }]) => entrypoint?.at(-1)))
  expect(names).toEqual(
    new Set(['/bridges/kafka-source.mjs', '/bridges/rabbitmq-source.mjs', '/bridges/ping-source.mjs']),
  )
})

test('every address that a part of compose is told is that of a service in a network of its own', () => {
  for (const [name, one] of all) {
    for (const value of Object.values(environmentOf(one))) {
      const host = /^(?:http:\/\/)?([a-z][a-z-]*):\d+(?:\/.*)?$/.exec(value)?.[1]
      if (host === undefined || host === 'localhost') continue
      expect(Object.keys(compose.services), `${name}: ${value}`).toContain(host)
      const common = service(host).networks.filter((network) => one.networks.includes(network))
      expect(common, `${name} and ${host}`).not.toEqual([])
    }
  }
})

test('every service has a health check, limits and networks; Zot and the collector cannot be asked from within', () => {
  for (const [name, { healthcheck, mem_limit, cpus, networks }] of all) {
    if (name !== 'zot' && name !== 'collector') expect(healthcheck?.test, name).toBeTruthy()
    expect(mem_limit, name).toMatch(/^\d+[mg]$/)
    expect(cpus, name).toBeGreaterThan(0)
    expect(Object.keys(compose.networks), name).toEqual(expect.arrayContaining(networks))
  }
})

test('Kafka, RabbitMQ and Valkey know less memory than their container may have, whatever the machine has', () => {
  const mib = (text = '') => {
    const [, count, unit] = /^(\d+)([mg])/.exec(text) ?? []
    return Number(count) * (unit === 'g' ? 1024 : 1)
  }
  const { KAFKA_HEAP_OPTS = '' } = environmentOf(service('kafka'))
  expect(mib(/-Xmx(\S+)/.exec(KAFKA_HEAP_OPTS)?.[1])).toBeLessThanOrEqual(mib(service('kafka').mem_limit) / 2)
  const { RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS = '' } = environmentOf(service('rabbitmq'))
  const told = /-rabbit total_memory_available_override_value (\d+)/.exec(
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS,
  )?.[1]
  expect(Number(told)).toBe(mib(service('rabbitmq').mem_limit) * 1024 * 1024)
  const { command = [], mem_limit } = service('valkey')
  expect(mib(command[command.indexOf('--maxmemory') + 1])).toBeLessThanOrEqual(mib(mem_limit) / 2)
})

test('a slow machine has time: a start to become healthy, a stop to end by itself', () => {
  for (const [name, { healthcheck, stop_grace_period }] of all) {
    if (healthcheck !== undefined) expect(healthcheck.start_period, name).toBe('2m')
    if (name === 'grafana' || name === 'zot') continue // they hold nothing that a kill could lose
    expect(Number(/^(\d+)s$/.exec(stop_grace_period ?? '')?.[1]), name).toBeGreaterThanOrEqual(25)
  }
})

test('who waits for another waits until it is healthy, and brokers and store are in different planes', () => {
  for (const [name, { depends_on = {} }] of all)
    for (const { condition } of Object.values(depends_on)) expect(condition, name).toBe('service_healthy')
  expect(service('ingest').networks).not.toContain('brokers')
  expect(service('query').networks).not.toContain('brokers')
  for (const [name, { networks }] of all)
    if (networks.includes('brokers')) expect(networks, name).not.toContain('store')
})

test('compose is reached from this machine only', () => {
  const ports = all.flatMap(([, { ports: published = [] }]) => published)
  expect(ports.length).toBeGreaterThan(0)
  for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/)
})

const told = telemetryEnv({ OTEL_EXPORTER_OTLP_ENDPOINT: `\${OTEL_EXPORTER_OTLP_ENDPOINT:-}` })

test('who tells by `npm start` what it does tells the collector where its address is set, and nobody else is told where', () => {
  expect(Object.keys(told)).toEqual(expect.arrayContaining(['ingest', 'kafka-source']))
  for (const [name, { environment = {}, networks }] of ours) {
    const variables = Object.entries(environment).filter(([variable]) => variable.startsWith('OTEL_'))
    expect(Object.fromEntries(variables), name).toEqual(told[name as PartName] ?? {})
    if (!(name in told)) continue
    const common = service('collector').networks.filter((network) => networks.includes(network))
    expect(common, name).not.toEqual([])
  }
  expect(text).toContain('OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4318 docker compose')
})

test('two that run the same tell of themselves and log under names of their own, those of `npm start`', () => {
  for (const [name, one] of ours.filter(([part]) => part in told)) {
    const program = /([^/]+?)(\.mjs|:[^:]*)$/.exec(one.entrypoint?.at(-1) ?? one.image)?.[1]
    expect(environmentOf(one).K_SERVICE ?? program).toBe(name)
  }
})

test('the collector hands all on to services of its profile, by OTLP, in a network of theirs', () => {
  const { receivers, exporters, service: of } = parse(readFileSync('observe/collector.yml', 'utf8'))
  expect(receivers.otlp.protocols.http.endpoint).toBe('0.0.0.0:4318')
  const hosts = Object.values<{ endpoint: string }>(exporters).map(
    ({ endpoint }) => new URL(endpoint).hostname,
  )
  expect(hosts).toEqual(['jaeger', 'prometheus'])
  for (const host of hosts) {
    expect(service(host).profiles).toEqual(['observe'])
    expect(service(host).networks).toEqual(['telemetry'])
  }
  const used = Object.values<{ exporters: string[] }>(of.pipelines).flatMap((one) => one.exporters)
  expect(used.sort()).toEqual(Object.keys(exporters).sort())
  expect(exporters['otlp_http/prometheus'].endpoint).toBe('http://prometheus:9090/api/v1/otlp')
  expect(service('prometheus').command).toContain('--web.enable-otlp-receiver')
})

test('compose starts the version of Prometheus that alerts and dashboards are tested with', () => {
  expect(service('prometheus').image).toContain(`prom/prometheus:v${prometheusVersion()}}`)
})

const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0

test(`the file is whole${hasCompose ? ', says docker compose' : ', as far as can be told without docker compose'}`, () => {
  if (!hasCompose) {
    expect(Object.keys(parse(text)).filter((key) => !key.startsWith('x-'))).toEqual([
      'name',
      'services',
      'networks',
      'configs',
      'volumes',
    ])
    return
  }
  const args = ['compose', '-f', 'compose.dev.yml', '--profile', '*', 'config', '--quiet']
  const { status, stderr } = spawnSync('docker', args, { encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
})
