import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePorts } from '../../dev/stack/ports.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'
import { createValkey } from '../../dev/stack/valkey.ts'
import { doors } from '../fuzz/doors.ts'
import { fuzz } from '../fuzz/run.ts'
import { createWorld, type World } from '../fuzz/world.ts'

const CASES = 400
const cleanUp = new AsyncDisposableStack()
let world: World

/** A Valkey of its own, which is emptied again and again. */
beforeAll(async () => {
  const { dir } = cleanUp.use(await makeScratch('test-fuzz'))
  const options = { dir, logDir: join(dir, 'logs'), ports: await freePorts(), progress: () => {} }
  const valkey = cleanUp.use(createValkey(options))
  await valkey.start()
  world = cleanUp.use(await createWorld(valkey.addr))
})
afterAll(() => cleanUp.disposeAsync())

test.each(doors.map(({ name }) => name))(
  'whatever comes in through %s: an answer as promised, no crash, and the law holds',
  { timeout: 120_000 },
  async (door) => {
    const [report] = await fuzz(world, CASES, 1, door)
    expect(report?.cases).toBeGreaterThanOrEqual(CASES)
  },
)
