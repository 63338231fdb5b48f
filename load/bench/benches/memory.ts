import { setTimeout as sleep } from 'node:timers/promises'
import type { PartName } from '../../../dev/pipeline/parts.ts'
import type { Pipeline } from '../../../dev/pipeline/pipeline.ts'
import { residentOf } from '../../../dev/usage.ts'
import type { Bench } from '../bench.ts'
import { submissions } from '../samples.ts'
import type { Workbench } from '../workbench.ts'
import { runWrk } from '../wrk.ts'

const functions: readonly PartName[] = [
  'ingest',
  'kafka-writer',
  'rabbit-writer',
  'kafka-consumer',
  'rabbit-consumer',
  'dead-letters',
  'query',
]

const REST_MS = 5_000
const SECONDS = 10

/** What the functions hold. */
export const memory: Bench = {
  name: 'memory',
  about: `Resident memory of each function in MiB: ${REST_MS / 1_000} s after its start, and after each ${SECONDS} s under as many requests as it takes from 16 connections. The pipeline is started anew each round.`,
  figure: 'ingest_mib',
  ordered: true,
  warmUps: 0,

  async open(at: Workbench) {
    const bodies = at.lines('submissions', submissions(10_000))
    let pipeline: Pipeline | undefined
    const owned = new AsyncDisposableStack()
    const load = async () => {
      if (pipeline === undefined) throw new Error('the pipeline has not been started')
      const url = `${pipeline.ingest}/v1/readings`
      const headers = { 'content-type': 'application/json' }
      await runWrk({ url, bodies, headers, connections: 16, seconds: SECONDS })
      return sizes(pipeline)
    }
    const stack = owned.use(await at.stack())
    return {
      variants: [
        {
          name: 'resting',
          run: async () => {
            await pipeline?.[Symbol.asyncDispose]()
            pipeline = await at.pipeline(stack)
            await sleep(REST_MS)
            return sizes(pipeline)
          },
        },
        { name: `after ${SECONDS} s`, run: load },
        { name: `after ${2 * SECONDS} s`, run: load },
      ],
      async [Symbol.asyncDispose]() {
        await pipeline?.[Symbol.asyncDispose]()
        await owned.disposeAsync()
      },
    }
  },
}

function sizes(pipeline: Pipeline): Record<string, number> {
  return Object.fromEntries(
    functions.map((name) => [`${name}_mib`, residentOf(pipeline.process(name).pid) / 1_024]),
  )
}
