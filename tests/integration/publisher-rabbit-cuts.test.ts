import { expect, inject, onTestFinished, test, vi } from 'vitest'
import { noLog } from '#lib/platform/log.ts'
import { sampleEvent } from '#lib/testing/readings.ts'
import { createTcpProxy, type TcpProxy } from '#lib/testing/tcp-proxy.ts'
import { createRabbitPublisher } from '../../functions/rabbit-writer/rabbit-publisher.ts'
import { deleteTopology, rabbitClient, rabbitSettings } from './publisher-rabbit.ts'

test.for([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])(
  'fault 4: a connection that is lost at the broker’s answer %i is made again',
  async (answers) => {
    let proxy: TcpProxy | undefined
    let connections = 0
    let seen = 0
    proxy = await createTcpProxy(inject('rabbitAddr'), () => () => {
      const isFirst = connections++ === 0
      return (chunk) => {
        if (!isFirst || ++seen < answers) return chunk
        proxy?.cut()
        return Buffer.alloc(0)
      }
    })
    const settings = rabbitSettings(proxy.addr)
    const publisher = createRabbitPublisher(settings, noLog)
    onTestFinished(async () => {
      await publisher[Symbol.asyncDispose]()
      await proxy[Symbol.asyncDispose]()
      const client = await rabbitClient()
      await deleteTopology(client, settings)
      await client.close()
    })
    const published = () => expect(publisher.publish(sampleEvent())).resolves.toBeUndefined()
    await vi.waitFor(published, { timeout: 20_000, interval: 100 })
  },
)
