import { READINGS_EVENT_TYPE, sourceOf } from '#lib/domain/event.ts'
import { freshId } from '#lib/domain/reading-id.ts'
import { bareServers } from '../bare-servers.ts'
import type { Bench, Variant } from '../bench.ts'
import { burst } from '../burst.ts'
import { readings } from '../samples.ts'
import { staged } from '../staged.ts'
import type { Workbench } from '../workbench.ts'

/** How many events are made for a run: more than a run of that length can take. */
const shapes = {
  'full events': { size: 256, events: 1_200, connections: 10, seconds: 2 },
  'single readings': { size: 1, events: 60_000, connections: 32, seconds: 2 },
} as const

type Shape = keyof typeof shapes

/** `keeps`: what it is sent twice, it takes once. */
type Server = { url: string; pid: number; keeps: boolean }

/** The last stage: events over HTTP, as the sources send them, into Valkey. */
export const sourceToStore: Bench = {
  name: 'source-to-store',
  about:
    'CloudEvents in binary mode, as the sources send them, to one process of consumers with a Valkey that syncs its file after every call: 256 readings an event over 10 connections, and one reading an event over 32. `cpu` is what the process uses for a reading, in µs. The reference parses the same bodies and does nothing with them.',
  figure: 'rate_s',
  warmUps: 3,

  open: (at: Workbench) =>
    staged(async (owned) => {
      const hono = { ...owned.use(await bareServers(at)).hono, keeps: false }
      const stack = owned.use(await at.stack())
      const pipeline = owned.use(await at.pipeline(stack, ['kafka-consumer']))
      const consumer = {
        pid: pipeline.process('kafka-consumer').pid,
        url: `http://${pipeline.address('kafka-consumer')}/`,
        keeps: true,
      }
      const variant = (shape: Shape, name: string, server: Server): Variant => ({
        name: `${name}, ${shape}`,
        run: () => send(at, shape, server),
      })
      const variants: [Variant, ...Variant[]] = [
        variant('full events', 'bare Hono', hono),
        variant('full events', 'consumers', consumer),
        variant('single readings', 'bare Hono', hono),
        variant('single readings', 'consumers', consumer),
      ]
      return variants
    }),
}

async function send(at: Workbench, shape: Shape, { url, pid, keeps }: Server) {
  const { size, events, connections, seconds } = shapes[shape]
  const now = Date.now()
  const bodies = Array.from({ length: events }, (_, index) =>
    JSON.stringify({ readings: readings(size, now - (index % 60_000), index * size) }),
  )
  const headers = {
    'ce-specversion': '1.0',
    'ce-id': freshId(now),
    'ce-source': sourceOf.kafka,
    'ce-type': READINGS_EVENT_TYPE,
    'content-type': 'application/json',
  }
  const load = { url, bodies: at.lines('events', bodies), headers, connections, seconds }
  const counted = await burst(load, [pid])
  // What is stored already costs less.
  if (keeps && counted.requests > events)
    throw new Error(`${counted.requests} events were sent, and only ${events} were made`)
  return {
    rate_s: (counted.requests * size) / counted.seconds,
    cpu_us: counted.cpu / size,
    p50_ms: counted.p50,
    p99_ms: counted.p99,
  }
}
