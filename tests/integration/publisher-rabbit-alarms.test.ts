import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TransientError } from '#lib/platform/errors.ts'
import { within } from '#lib/platform/within.ts'
import { sampleEvent } from '#lib/testing/readings.ts'
import { createRecordingLog } from '#lib/testing/recording-log.ts'
import { outcomeOf, until } from '#lib/testing/settled.ts'
import type { Publisher } from '#lib/writer/publisher.ts'
import { freePorts } from '../../dev/stack/ports.ts'
import { createRabbitmq } from '../../dev/stack/rabbitmq.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'
import type { RabbitLogin } from '../../functions/rabbit-writer/rabbit-connection.ts'
import { createRabbitPublisher } from '../../functions/rabbit-writer/rabbit-publisher.ts'
import { breakersOf, tell } from './ask-ingest.ts'
import { startFunction } from './function-process.ts'
import { startIngest } from './ingest-process.ts'
import { rabbitControl } from './rabbit-control.ts'

/** As the monitor of the disk does it, which not every system lets run. */
const DISK = {
  raise: "rabbit_alarm, set_alarm, [{{resource_limit, disk, 'chaac@localhost'}, []}]",
  clear: "rabbit_alarm, clear_alarm, [{resource_limit, disk, 'chaac@localhost'}]",
}

/** As an operator does it who finds that the node takes too much. */
const MEMORY = {
  raise: 'vm_memory_monitor, set_vm_memory_high_watermark, [0.0001]',
  clear: 'vm_memory_monitor, set_vm_memory_high_watermark, [0.8]',
}

const cleanUp = new AsyncDisposableStack()
const { log, events } = createRecordingLog()
let control: (call: string) => Promise<void>
let login: RabbitLogin
let publisher: Publisher

/** A RabbitMQ of its own: an alarm stops all who publish. */
beforeAll(async () => {
  const { dir } = cleanUp.use(await makeScratch('test-rabbit-alarms'))
  const ports = await freePorts()
  const broker = cleanUp.use(createRabbitmq({ dir, logDir: join(dir, 'logs'), ports, progress: () => {} }))
  await broker.start()
  control = rabbitControl(dir, ports)
  login = { addresses: [broker.addr], username: broker.username, password: broker.password, vhost: '/' }
  publisher = cleanUp.use(createRabbitPublisher({ ...login, queue: 'alarms', dead: 'alarms.dead' }, log))
  await publisher.publish(sampleEvent())
})
afterAll(() => cleanUp.disposeAsync())

test.for([
  ['memory', MEMORY.raise, MEMORY.clear],
  ['disk', DISK.raise, DISK.clear],
] as const)(
  'while an alarm for %s stops the broker nothing is confirmed, and it recovers by itself',
  { timeout: 60_000 },
  async ([what, raise, clear]) => {
    await control(raise)
    await until(
      20_000,
      async () => (await outcomeOf(publisher.publish(sampleEvent()))) instanceof TransientError,
    )
    expect(publisher.ready).toBe(false)
    const refused = within(1_000, outcomeOf(publisher.publish(sampleEvent()))) // at once: no time-out is waited for
    expect(await refused).toMatchObject({ name: 'TransientError', message: expect.stringContaining(what) })

    await control(clear)
    await until(20_000, async () => (await outcomeOf(publisher.publish(sampleEvent()))) === 'confirmed')
    expect(publisher.ready).toBe(true)
    expect(events()).toContain('broker.unblocked')
  },
)

test('P1: under an alarm for memory ingest names rabbitmq in its 503, or only kafka where that confirms; and recovers', {
  timeout: 90_000,
}, async () => {
  const { addresses, username, password } = login
  await using writer = await startFunction('rabbit-writer', {
    ...{ RABBIT_ADDR: addresses.join(), RABBIT_USERNAME: username, RABBIT_PASSWORD: password },
    ...{ RABBIT_QUEUE: 'ingest-alarms', RABBIT_DEAD_QUEUE: 'ingest-alarms.dead' },
  })
  await using alone = await startIngest({ GRPC_RABBIT_ADDR: writer.addr, ROUTE: 'rabbitmq' })
  await using both = await startIngest({ GRPC_RABBIT_ADDR: writer.addr })
  const confirmed = async () => {
    const answers = await Promise.all([alone, both].map(({ url }) => tell(url).catch(() => undefined)))
    return answers.map((answer) => answer?.confirmedBy?.join()).join(' | ') === 'rabbitmq | kafka,rabbitmq'
  }
  await until(20_000, confirmed)

  await control(MEMORY.raise)
  await until(20_000, async () => {
    await tell(alone.url)
    await tell(both.url)
    return [alone, both].every(({ events }) => events().includes('breaker.opened'))
  })
  for (let n = 0; n < 5; n += 1) {
    const { status, retryAfter, detail, ms } = await tell(alone.url)
    expect({ status, retryAfter }).toEqual({ status: 503, retryAfter: '2' })
    expect(detail).toContain('rabbitmq')
    expect(ms, 'no time-out is waited for').toBeLessThan(2_000)
    expect(await tell(both.url)).toMatchObject({ status: 202, confirmedBy: ['kafka'] })
  }
  expect(writer.events()).toContain('broker.blocked')

  await control(MEMORY.clear)
  await until(20_000, confirmed)
  expect(await breakersOf(alone.url)).toMatchObject({ rabbitmq: 'closed' })
})
