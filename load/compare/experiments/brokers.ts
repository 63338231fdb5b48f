import type { PartName } from '../../../dev/pipeline/parts.ts'
import type { Bench, Sample } from '../../bench/bench.ts'
import { type EndToEnd, openEndToEnd } from '../../bench/end-to-end.ts'
import { staged } from '../../bench/staged.ts'
import type { Workbench } from '../../bench/workbench.ts'
import { type BrokerProcess, brokerProcess, type Name, names } from '../broker-process.ts'

const SECONDS = 5
const STEADY = 500

/** The same readings over one broker, over the other, and over both. */
export const brokersUnderLoad: Bench = {
  name: 'brokers',
  about: `The whole pipeline with \`ROUTE=kafka\`, \`rabbitmq\`, \`both\` and \`split\`. \`peak\`: readings a second from the first of ${SECONDS} s of requests over 64 connections until all are stored. At ${STEADY} a second: milliseconds until Valkey has a reading, and what the brokers use of the processors for one. \`memory\` is what they hold after that.`,
  figure: 'peak_s',

  open: (at: Workbench) =>
    staged(async (owned) => {
      const stack = owned.use(await at.stack())
      const brokers = names.map((name) => brokerProcess(stack, name))
      const run = async (route: string, used: readonly Name[]): Promise<Sample> => {
        const env: Partial<Record<PartName, Record<string, string>>> = { ingest: { ROUTE: route } }
        await using pipeline = await at.pipeline(stack, undefined, env)
        await using path = await openEndToEnd(at, stack, pipeline)
        await path.peak(2) // what is compiled while it runs is compiled now
        return await measure(
          path,
          brokers.filter((_, index) => used.includes(names[index] as Name)),
        )
      }
      return [
        { name: 'Kafka', run: () => run('kafka', ['kafka']) },
        { name: 'RabbitMQ', run: () => run('rabbitmq', ['rabbitmq']) },
        { name: 'both', run: () => run('both', names) },
        { name: 'each about half', run: () => run('split', names) },
      ]
    }),
}

async function measure(path: EndToEnd, brokers: readonly BrokerProcess[]): Promise<Sample> {
  const peak = await path.peak(SECONDS)
  const cpu = () => brokers.reduce((sum, broker) => sum + broker.cpu(), 0)
  const before = cpu()
  const { p50_ms, p99_ms, readings } = await path.steady(STEADY, SECONDS)
  return {
    peak_s: peak,
    p50_ms,
    p99_ms,
    broker_us: (cpu() - before) / readings,
    memory_mib: brokers.reduce((sum, broker) => sum + broker.memoryMib(), 0),
  }
}
