import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TransientError } from '#lib/platform/errors.ts'
import { sampleEvent } from '#lib/testing/readings.ts'
import { createRecordingLog } from '#lib/testing/recording-log.ts'
import { outcomeOf, until, within } from '#lib/testing/settled.ts'
import type { Publisher } from '#lib/writer/publisher.ts'
import { freePorts } from '../../dev/stack/ports.ts'
import { createRabbitmq } from '../../dev/stack/rabbitmq.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'
import { createRabbitPublisher } from '../../functions/rabbit-writer/rabbit-publisher.ts'
import { rabbitControl } from './rabbit-control.ts'

/** As the monitor of the disk does it, which not every system lets run. */
const DISK = {
  raise: "rabbit_alarm, set_alarm, [{{resource_limit, disk, 'chaac@localhost'}, []}]",
  clear: "rabbit_alarm, clear_alarm, [{resource_limit, disk, 'chaac@localhost'}]",
}

const cleanUp = new AsyncDisposableStack()
const { log, events } = createRecordingLog()
let control: (call: string) => Promise<void>
let publisher: Publisher

/** A RabbitMQ of its own: an alarm stops all who publish. */
beforeAll(async () => {
  const { dir } = cleanUp.use(await makeScratch('test-rabbit-alarms'))
  const ports = await freePorts()
  const broker = cleanUp.use(createRabbitmq({ dir, logDir: join(dir, 'logs'), ports, progress: () => {} }))
  await broker.start()
  control = rabbitControl(dir, ports)
  const login = { addresses: [broker.addr], username: broker.username, password: broker.password, vhost: '/' }
  publisher = cleanUp.use(createRabbitPublisher({ ...login, queue: 'alarms', dead: 'alarms.dead' }, log))
  await publisher.publish(sampleEvent())
})
afterAll(() => cleanUp.disposeAsync())

test.for([
  [
    'memory',
    'vm_memory_monitor, set_vm_memory_high_watermark, [0.0001]',
    'vm_memory_monitor, set_vm_memory_high_watermark, [0.8]',
  ],
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
