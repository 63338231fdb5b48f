import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { faultKinds } from '../../dev/chaos/fault.ts'
import { describeReport } from '../../dev/chaos/report.ts'
import { runLocal } from '../../dev/chaos/run-local.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'

/** A seed whose minute has all that is asked for below; when there is more to break, another one has. */
const SEED = 26_270

const asked = ['kill kafka', 'kill valkey', 'kill kafka+rabbitmq', 'kill kafka-consumer', 'poison kafka']

const timeout = 300_000 // its own patience ends before, with a report

test('P1 to P4: a minute of chaos under load balances: what was acknowledged is stored, once', {
  timeout,
}, async () => {
  await using scratch = await makeScratch('test-chaos')
  const inside = (name: string) => join(scratch.dir, name)
  const report = await runLocal({
    seed: SEED,
    minutes: 1,
    rate: 500,
    route: 'split',
    only: faultKinds.filter((kind) => kind !== 'fill'), // not everybody may mount disks
    dir: inside('data'),
    logDir: inside('logs'),
    bundles: inject('bundles'),
    tell: () => {},
  })
  expect(report.faults.map(({ kind, targets }) => `${kind} ${targets.join('+')}`)).toEqual(
    expect.arrayContaining(asked),
  )
  expect(report.balance.acknowledged).toBeGreaterThan(5_000)
  expect(report.balanced, describeReport(report)).toBe(true)
})
