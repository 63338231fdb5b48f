import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { messageOf } from '#lib/platform/errors.ts'
import { installNative } from '../../dev/stack/install.ts'
import { freePorts } from '../../dev/stack/ports.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'
import { createValkey } from '../../dev/stack/valkey.ts'
import { fuzz } from './run.ts'
import { createWorld } from './world.ts'

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    door: { type: 'string' },
  },
})
const [cases, seed] = [Number(values.cases), Number(values.seed)]
const print = (line: string) => process.stdout.write(`${line}\n`)

await installNative()
await using scratch = await makeScratch('fuzz')
const { dir } = scratch
await using valkey = createValkey({
  dir,
  logDir: join(dir, 'logs'),
  ports: await freePorts(),
  progress: () => {},
})
await valkey.start()
await using world = await createWorld(valkey.addr)
print(`${cases} cases, seed ${seed}`)
try {
  for (const { door, cases: done, seconds, megabytes } of await fuzz(world, cases, seed, values.door))
    print(`${door.padEnd(14)}${done} cases  ${seconds.toFixed(0)} s  ${megabytes.toFixed(1)} MB kept`)
} catch (error) {
  print(error instanceof Error ? (error.stack ?? error.message) : String(error))
  if (error instanceof Error && error.cause !== undefined) print(messageOf(error.cause))
  print(`again: npm run fuzz -- --cases ${cases} --seed ${seed}`)
  process.exitCode = 1
}
