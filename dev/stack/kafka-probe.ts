import { once } from 'node:events'
import { connect } from 'node:net'

/** Metadata, version 4, correlation id 1, no client id; all topics, none made. */
const REQUEST = Buffer.from([0, 0, 0, 15, 0, 3, 0, 4, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0])

/**
 * Resolves when the broker says that its cluster has a broker. Sixty bytes instead of a Kafka client, because this
 * process needs none and kafkajs prints a warning on Node 24.
 */
export async function probeKafka(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  socket.setTimeout(1_000, () => socket.destroy(new Error('no answer')))
  try {
    await once(socket, 'connect')
    socket.write(REQUEST)
    const [answer] = (await once(socket, 'data')) as [Buffer]
    if (brokersIn(answer) === 0) throw new Error('the broker has not joined its cluster yet')
  } finally {
    socket.destroy()
  }
}

/** How many brokers a Metadata answer names. It follows length, correlation id and throttle time. */
export function brokersIn(answer: Buffer): number {
  return answer.length < 16 ? 0 : answer.readInt32BE(12)
}
