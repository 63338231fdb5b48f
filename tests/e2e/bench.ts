import { join } from 'node:path'
import { Redis } from 'iovalkey'
import { afterAll, beforeAll, inject } from 'vitest'
import type { PartName } from '../../dev/pipeline/parts.ts'
import { createPipeline, type Pipeline } from '../../dev/pipeline/pipeline.ts'
import { freeFunctionPorts } from '../../dev/pipeline/ports.ts'
import type { Stack } from '../../dev/stack/broker.ts'
import { createNativeStack } from '../../dev/stack/native-stack.ts'
import { freePorts } from '../../dev/stack/ports.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'

/** A whole pipeline of real processes over real brokers, for one file of tests. */
export type Bench = { readonly stack: Stack; readonly pipeline: Pipeline; readonly valkey: () => Redis }

/** The list keeps all that a test sends, so that each reading can be looked for by its id. */
const everything = { LIST_LIMIT: '1000000' }

/** Starts a pipeline before the tests of a file, and ends it after them. */
export function useBench(env: Partial<Record<PartName, Record<string, string>>> = {}): Bench {
  let stack: Stack
  let pipeline: Pipeline
  let redis: Redis
  const cleanUp = new AsyncDisposableStack()

  beforeAll(async () => {
    const { dir } = cleanUp.use(await makeScratch('test-e2e'))
    const logDir = join(dir, 'logs')
    stack = cleanUp.use(createNativeStack({ dir, logDir, ports: await freePorts() }))
    await stack.start()
    const ports = await freeFunctionPorts()
    const withList = { 'kafka-consumer': everything, 'rabbit-consumer': everything, ...env }
    pipeline = cleanUp.use(
      createPipeline({ stack, ports, bundles: inject('bundles'), logDir, env: withList }),
    )
    redis = cleanUp.adopt(new Redis(`redis://${stack.valkey.addr}`), (client) => client.disconnect())
    redis.on('error', () => {}) // tests end and freeze it
    await pipeline.start()
    await pipeline.ready()
  })
  afterAll(() => cleanUp.disposeAsync())

  return {
    get stack() {
      return stack
    },
    get pipeline() {
      return pipeline
    },
    valkey: () => redis,
  }
}
