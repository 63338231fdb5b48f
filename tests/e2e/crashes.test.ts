import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { countDeadLetters } from '../../dev/pipeline/observe.ts'
import { useBench } from './bench.ts'
import { expectCountsAgree, expectStoredOnce, startLoad } from './load.ts'

const bench = useBench()

test.for([
  'ingest',
  'kafka-writer',
  'rabbit-writer',
  'kafka-consumer',
  'rabbit-consumer',
  'kafka-source',
  'rabbit-source',
] as const)(
  'every acknowledged reading is stored exactly once although %s was killed in mid-load',
  async (victim) => {
    const load = startLoad(bench.pipeline.ingest)
    for (let round = 0; round < 2; round += 1) {
      await load.goesOn()
      await bench.pipeline.kill(victim)
      await sleep(300)
      await bench.pipeline.start(victim)
    }
    await load.goesOn()
    await load.finish()
    await expectStoredOnce(bench.valkey(), load)
    await expectCountsAgree(bench.valkey())
    expect(await countDeadLetters(bench.pipeline.deadLetters)).toBe(0)
  },
)
