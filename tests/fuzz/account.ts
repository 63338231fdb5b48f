import { brokers } from '#lib/domain/event.ts'
import { toKafkaEvent } from '../../dev/bridges/kafka-event.ts'
import { must } from './door.ts'
import type { World } from './world.ts'

/** What was delivered since the store was emptied, as the store counts it. */
export type Counts = { stored: number; duplicates: number; late: number; refused: number; delivered: number }

/** Asks the store. */
export async function counts({ valkey }: World): Promise<Counts> {
  const [totals, deliveries] = await Promise.all([
    valkey.hgetall('weather:totals'),
    valkey.hgetall('weather:deliveries'),
  ])
  const of = (name: string) => Number(deliveries[name] ?? 0)
  const delivered = of('kafka') + of('rabbitmq') + of('other')
  const stored = Number(totals.stored ?? 0)
  return { stored, duplicates: of('duplicates'), late: of('late'), refused: of('refused'), delivered }
}

/** Each delivered reading is one of: stored, a duplicate, late, or refused. (One refused twice is counted once.) */
export function mustBalance({ stored, duplicates, late, refused, delivered }: Counts): void {
  const sum = stored + duplicates + late + refused
  must(
    sum <= delivered && (refused > 0 || sum === delivered),
    `${delivered} were delivered, and ${sum} accounted for`,
  )
}

/** Takes what lies in the brokers, as the sources would: every message, in order. */
export function takeMessages(world: World) {
  return brokers.flatMap((broker) => {
    const messages = world.brokers[broker].queue ?? []
    world.brokers[broker].queue = []
    return messages.map((message) => ({ broker, ...message }))
  })
}

/** The ids of the readings in messages. */
export function idsIn(messages: readonly { body: string }[]): string[] {
  return messages.flatMap(({ body }) =>
    (JSON.parse(body) as { readings: { id: string }[] }).readings.map(({ id }) => id),
  )
}

/** Hands messages to the consumers, each of which must be acknowledged: the pipeline made them itself. */
export async function deliver(world: World, messages: ReturnType<typeof takeMessages>): Promise<void> {
  for (const { attributes, contentType, body } of messages) {
    const headers = Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [`ce_${name}`, value]),
    )
    const record = {
      ...{ topic: 't', partition: 0, offset: '0', timestamp: '0', key: null, value: Buffer.from(body) },
      headers: { ...headers, 'content-type': contentType ?? '' },
    }
    const event = toKafkaEvent(record, { namespace: 'weather', name: 'fuzz', ceOverrides: {} })
    const ce = [...(event?.attributes ?? [])].map(([name, value]) => [`ce-${name}`, value])
    const answer = await fetch(`http://${world.at.consumers}/`, {
      method: 'POST',
      headers: { ...Object.fromEntries(ce), 'content-type': 'application/json' },
      body,
    })
    must(
      answer.status === 204,
      `a message of a writer was answered with ${answer.status}: ${await answer.text()}`,
    )
  }
}
