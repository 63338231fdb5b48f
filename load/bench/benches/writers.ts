import { createWriterClient } from '#lib/client/writer-client.ts'
import type { PartName } from '../../../dev/pipeline/parts.ts'
import { cpuOf } from '../../../dev/usage.ts'
import type { Bench, Variant } from '../bench.ts'
import { brokerPid } from '../broker-pid.ts'
import { inFlight } from '../in-flight.ts'
import { readings } from '../samples.ts'
import { staged } from '../staged.ts'
import type { Workbench } from '../workbench.ts'

const SECONDS = 2

/** As ingest's lanes have them. */
const CALLS = 4
const sizes = [64, 1, 16, 256] as const

/** The second stage, over Kafka. */
export const writerKafka = writer('kafka-writer', 'kafka', 'Kafka, with acks from all replicas')

/** The second stage, over RabbitMQ. */
export const writerRabbit = writer('rabbit-writer', 'rabbitmq', 'RabbitMQ, with confirms from a quorum queue')

function writer(part: PartName & `${string}-writer`, broker: 'kafka' | 'rabbitmq', what: string): Bench {
  return {
    name: `writer-${part.split('-')[0]}`,
    about: `WriteReadings to ${part}, ${CALLS} calls at a time, by the number of readings in a call: ${what}. \`writer\` and \`broker\` are what the two use of the processors for a reading, in µs.`,
    figure: 'rate_s',
    warmUps: 3,

    open: (at: Workbench) =>
      staged(async (owned) => {
        const stack = owned.use(await at.stack())
        const pipeline = owned.use(await at.pipeline(stack, [part]))
        const client = owned.use(createWriterClient(pipeline.address(part)))
        await client.write(readings(1, Date.now())) // waits until the broker is there
        const pids = [pipeline.process(part).pid, brokerPid(stack[broker])] as const
        const variant = (size: number): Variant => {
          const batch = readings(size, Date.now())
          return { name: `${size} a call`, run: () => measure(pids, size, () => client.write(batch)) }
        }
        const [first, ...others] = sizes
        const variants: [Variant, ...Variant[]] = [variant(first), ...others.map(variant)]
        return variants
      }),
  }
}

async function measure([writer, broker]: readonly [number, number], size: number, call: () => Promise<void>) {
  const before = [cpuOf([writer]), cpuOf([broker])] as const
  const { done, seconds } = await inFlight(CALLS, SECONDS, call)
  const each = (now: number, then: number) => (now - then) / (done * size)
  return {
    rate_s: (done * size) / seconds,
    writer_us: each(cpuOf([writer]), before[0]),
    broker_us: each(cpuOf([broker]), before[1]),
  }
}
