import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { READINGS_EVENT_TYPE, sourceOf } from '#lib/domain/event.ts'
import { sampleReading } from '#lib/testing/readings.ts'
import { distinctFreePorts } from '../../dev/stack/ports.ts'
import { report } from '../../dev/stack/progress.ts'
import { startPrometheus } from '../../dev/stack/prometheus.ts'
import { installPrometheus } from '../../dev/stack/prometheus-install.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'
import { alertRules } from '../../grafana/src/alerts.ts'
import { panelsOf } from '../../grafana/src/dashboard.ts'
import { functionAlerts } from '../../grafana/src/function-alerts.ts'
import { functions as functionsDashboard } from '../../grafana/src/functions.ts'
import type { MetricTarget } from '../../grafana/src/metrics/target.ts'
import { evaluate } from '../../grafana/testing/alerting.ts'
import { rawRunner } from '../../grafana/testing/raw-runner.ts'
import { useBench } from '../e2e/bench.ts'
import { enqueue, produce } from '../e2e/brokers-client.ts'
import { post } from '../e2e/requests.ts'
import { functions } from '../e2e/telemetry-parts.ts'
import { keepSending, until } from './alerts-sender.ts'

const cleanUp = new AsyncDisposableStack()
afterAll(() => cleanUp.disposeAsync())
const { dir } = cleanUp.use(await makeScratch('test-alerts'))
const [port = 0] = await distinctFreePorts(1)
const prometheus = cleanUp.use(await startPrometheus({ binary: await installPrometheus(report), dir, port }))
const told = {
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: prometheus.metricsEndpoint,
  OTEL_METRIC_EXPORT_INTERVAL: '500',
}
const bench = useBench(Object.fromEntries(functions.map((name) => [name, told])))

const tried = new Set<string>()

test('while all is well every alert is quiet', async () => {
  await using _ = keepSending(bench.pipeline.ingest)
  expect(await until(async () => (await storedSoFar()) > 20)).toBe(true)
  await untilQuiet(...functionAlerts.map(({ uid }) => uid))
})

test.each([
  ['kafka', 'kafka-writer'],
  ['rabbitmq', 'rabbit-writer'],
] as const)(
  '%s is killed: it confirms nothing, and its writer rests, until it is back',
  async (broker, writer) => {
    await using _ = keepSending(bench.pipeline.ingest)
    await bench.stack[broker].kill()
    try {
      await untilFires(`chaac-${broker}-silent`)
      await untilFires('chaac-breaker-open', { job: 'chaac/ingest', chaac_neighbour: writer })
    } finally {
      await bench.stack[broker].start()
    }
    await untilQuiet(`chaac-${broker}-silent`, 'chaac-breaker-open')
  },
)

test('both brokers are killed: ingest turns stations away, and fails', async () => {
  await using _ = keepSending(bench.pipeline.ingest)
  const brokers = [bench.stack.kafka, bench.stack.rabbitmq]
  await Promise.all(brokers.map((broker) => broker.kill()))
  try {
    await untilFires('chaac-ingest-unavailable')
    await untilFires('chaac-function-fails', { job: 'chaac/ingest' })
  } finally {
    await Promise.all(brokers.map((broker) => broker.start()))
  }
  await untilQuiet('chaac-ingest-unavailable', 'chaac-function-fails')
})

test('Valkey is frozen: the store is slow, consumers rest and fail, and what waited arrives late', async () => {
  await using _ = keepSending(bench.pipeline.ingest)
  bench.stack.valkey.pause()
  try {
    await untilFires('chaac-store-slow')
    await untilFires('chaac-breaker-open', { chaac_neighbour: 'valkey' })
    await untilFires('chaac-function-fails', { job: 'chaac/kafka-consumer' })
    await new Promise((resolve) => setTimeout(resolve, 10_000)) // longer than a reading may take
  } finally {
    bench.stack.valkey.resume()
  }
  await untilFires('chaac-reading-delay')
  await untilQuiet('chaac-store-slow', 'chaac-breaker-open', 'chaac-function-fails', 'chaac-reading-delay')
})

test('poison in topic and queue: dead letters are kept', async () => {
  await produce(bench.stack, [{ value: 'no event' }])
  await untilFires('chaac-dead-letters-kept', { chaac_broker: 'kafka' })
  await enqueue(bench.stack, [{ body: 'no event' }])
  await untilFires('chaac-dead-letters-kept', { chaac_broker: 'rabbitmq' })
  await untilQuiet('chaac-dead-letters-kept')
})

test('an event with a reading that breaks a rule: consumers refuse it', async () => {
  const event = {
    'ce-specversion': '1.0',
    'ce-id': randomUUID(),
    'ce-source': sourceOf.kafka,
    'ce-type': READINGS_EVENT_TYPE,
  }
  const late = new Date(Date.now() - 3 * 3_600_000).toISOString()
  const readings = [
    { ...sampleReading(), observedAt: late, receivedAt: late },
    { ...sampleReading(), humidity: 900 },
  ]
  await post(`http://${bench.pipeline.address('kafka-consumer')}/`, { readings }, event)
  await untilFires('chaac-readings-refused', { chaac_broker: 'kafka' })
  await untilQuiet('chaac-readings-refused')
})

async function storedSoFar(): Promise<number> {
  const [sum] = await prometheus.ask('sum(chaac_readings_stored_total)')
  return sum?.value ?? 0
}

test('Valkey has little memory left: there is an alert, until it has more', async () => {
  const rule = alertRules.find(({ uid }) => uid === 'chaac-valkey-memory')
  if (rule === undefined) throw new Error('there is no such rule')
  const valkey = bench.valkey()
  const says = () => evaluate(rawRunner(valkey), rule, Date.now())
  const [, limit = ''] = (await valkey.config('GET', 'maxmemory')) as string[]
  const [, used] = /used_memory:(\d+)/.exec(await valkey.info('memory')) ?? []
  await valkey.config('SET', 'maxmemory', Math.round(Number(used) * 1.1))
  expect(await says()).toBe('Alerting')
  await valkey.config('SET', 'maxmemory', limit)
  expect(await says()).toBe('OK')
})

test('every rule on the functions was tried', () => {
  expect([...tried].sort()).toEqual(functionAlerts.map(({ uid }) => uid).sort())
})

test('every panel of the dashboard Functions has something to show of all that', async () => {
  await post(`${bench.pipeline.ingest}/v1/readings`, { station: 'hot', temperature: 60 })
  await fetch(`${bench.pipeline.deadLetters}/v1/dead-letters?to=-0s`, { method: 'DELETE' })
  const panels = panelsOf<MetricTarget>(functionsDashboard)
  const exprs = panels.flatMap(({ targets = [] }) =>
    targets.map(({ expr }) => expr.replaceAll('$__range', '15m')),
  )
  for (const expr of exprs)
    expect(
      await until(async () => (await prometheus.ask(expr)).some(({ value }) => !Number.isNaN(value))),
      expr,
    ).toBe(true)
})

/** The query of a rule and its number, over seconds in place of minutes, so that a test sees it end too. */
function conditionOf(uid: string): string {
  const rule = functionAlerts.find((one) => one.uid === uid)
  const [query, threshold] = rule?.data ?? []
  if (query === undefined || threshold === undefined) throw new Error(`there is no rule ${uid}`)
  const expr = (query.model as unknown as MetricTarget).expr.replace(/\b(5|10)m\b/g, '8s')
  const [{ evaluator }] = threshold.model.conditions as [{ evaluator: { type: 'gt'; params: [number] } }]
  return `(${expr}) > ${evaluator.params[0]}`
}

async function firing(uid: string, labels: Record<string, string> = {}): Promise<boolean> {
  const samples = await prometheus.ask(conditionOf(uid))
  return samples.some((one) => Object.entries(labels).every(([name, value]) => one.labels[name] === value))
}

async function untilFires(uid: string, labels?: Record<string, string>): Promise<void> {
  tried.add(uid)
  expect(await until(() => firing(uid, labels)), `${uid} fires`).toBe(true)
}

async function untilQuiet(...uids: string[]): Promise<void> {
  for (const uid of uids) expect(await until(async () => !(await firing(uid))), `${uid} is quiet`).toBe(true)
}
