import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect, type GetMessage, type Options } from 'amqplib'
import { inject } from 'vitest'
import { createLog, type Log } from '#lib/platform/log.ts'
import { loadRabbitSourceConfig } from '../../dev/bridges/rabbit-config.ts'
import { runRabbitmqSource } from '../../dev/bridges/run-rabbitmq-source.ts'
import { running } from './bridges-sink.ts'

/** A queue of its own, with a queue of dead letters, on the real broker. */
export async function rabbitBench() {
  const queue = `bridges-${randomUUID()}`
  const dead = `${queue}.dead`
  const [hostname = '', port] = inject('rabbitAddr').split(':')
  const account = { username: inject('rabbitUsername'), password: inject('rabbitPassword') }
  const connection = await connect({ protocol: 'amqp', hostname, port: Number(port), ...account })
  const channel = await connection.createConfirmChannel()
  await channel.assertQueue(dead, { durable: true, arguments: { 'x-queue-type': 'quorum' } })
  const declare = () =>
    channel.assertQueue(queue, {
      durable: true,
      arguments: {
        'x-queue-type': 'quorum',
        'x-dead-letter-exchange': '',
        'x-dead-letter-routing-key': dead,
      },
    })
  await declare()
  const env = (sink: string) => ({
    RABBIT_ADDR: inject('rabbitAddr'),
    RABBIT_USERNAME: account.username,
    RABBIT_PASSWORD: account.password,
    RABBIT_QUEUE: queue,
    DELIVERY_RETRY: '3',
    DELIVERY_BACKOFF_DELAY: 'PT0.01S',
    NAME: 'bench',
    SINK: sink,
  })

  return {
    queue,
    channel,
    declare,
    env,
    /** The bridge in this process. */
    bridge(sink: string, changes: Record<string, string> = {}, log: Log = createLog('bridge', () => {})) {
      const config = loadRabbitSourceConfig({ ...env(sink), ...changes })
      return running((signal) => runRabbitmqSource(config, log, signal))
    },
    /** Sends a plain binary event for each id. */
    async send(...ids: string[]) {
      for (const id of ids) channel.sendToQueue(queue, Buffer.from('{}'), { headers: binaryHeaders(id) })
      await channel.waitForConfirms()
    },
    async sendMessage(content: string, options: Options.Publish) {
      channel.sendToQueue(queue, Buffer.from(content), options)
      await channel.waitForConfirms()
    },
    /** How many messages wait in the queue. */
    waiting: async () => (await channel.checkQueue(queue)).messageCount,
    /** Waits for so many dead letters and takes them. */
    async deadLetters(count: number): Promise<GetMessage[]> {
      const found: GetMessage[] = []
      while (found.length < count) {
        const message = await channel.get(dead, { noAck: true })
        if (message) found.push(message)
        else await sleep(20)
      }
      return found
    },
    async [Symbol.asyncDispose]() {
      await channel.deleteQueue(queue)
      await channel.deleteQueue(dead)
      await connection.close()
    },
  }
}

/** The headers of a binary event with this id. */
export function binaryHeaders(id: string): Record<string, string> {
  return {
    'ce-specversion': '1.0',
    'ce-id': id,
    'ce-type': 'io.chaac.weather.readings.v1',
    'ce-source': '/chaac/rabbit-writer',
    'ce-time': '2026-11-24T05:00:00.123Z',
    'content-type': 'application/json',
  }
}
