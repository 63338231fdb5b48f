import { createWriterClient } from '#lib/client/writer-client.ts'
import { cpuOf } from '../../../dev/usage.ts'
import type { Bench, Variant } from '../bench.ts'
import { inFlight } from '../in-flight.ts'
import { readings } from '../samples.ts'
import { serverFile } from '../server-file.ts'
import { staged } from '../staged.ts'
import type { Workbench } from '../workbench.ts'

const SECONDS = 2

/** How many readings a call carries, and how many calls are under way: as lanes of ingest have them, or one a request. */
const shapes = [
  { size: 1, calls: 64 },
  { size: 16, calls: 4 },
  { size: 64, calls: 4 },
  { size: 256, calls: 4 },
] as const

/** The hop from ingest to a writer. */
export const grpcHop: Bench = {
  name: 'grpc-hop',
  about:
    'Readings from one process to another that only answers: as JSON over HTTP/1.1, one a request over 64 connections (the reference), and by WriteReadings, by the number of readings in a call. `cpu` is what both processes use for a reading, in µs.',
  figure: 'rate_s',
  warmUps: 3,

  open: (at: Workbench) =>
    staged(async (owned) => {
      const rest = owned.use(await at.serve('bare-http', serverFile('bare-http')))
      const writer = owned.use(await at.serve('memory-writer', serverFile('memory-writer')))
      const client = owned.use(createWriterClient(`127.0.0.1:${writer.port}`))
      const [one] = readings(1, Date.now())
      const post = async () => {
        const answer = await fetch(`http://127.0.0.1:${rest.port}/`, {
          method: 'POST',
          body: JSON.stringify(one),
        })
        await answer.arrayBuffer()
      }
      const variants: [Variant, ...Variant[]] = [
        { name: 'REST, a reading a request', run: () => measure(rest.pid, 1, 64, post) },
        ...shapes.map(({ size, calls }) => {
          const batch = readings(size, Date.now())
          return {
            name: `gRPC, ${size} a call, ${calls} calls`,
            run: () => measure(writer.pid, size, calls, () => client.write(batch)),
          }
        }),
      ]
      return variants
    }),
}

async function measure(pid: number, size: number, calls: number, call: () => Promise<void>) {
  const used = () => cpuOf([pid, process.pid])
  const before = used()
  const { done, seconds } = await inFlight(calls, SECONDS, call)
  return { rate_s: (done * size) / seconds, cpu_us: (used() - before) / (done * size) }
}
