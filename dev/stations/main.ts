/** `npm run stations`: the stations of a pipeline and their keys. */
import { readFileSync } from 'node:fs'
import { messageOf } from '#lib/platform/errors.ts'
import { runStations } from './cli.ts'

try {
  runStations(process.argv.slice(2), {
    env: process.env,
    stdin: () => readFileSync(0, 'utf8'),
    print: console.log,
    now: new Date(),
  })
} catch (error) {
  console.error(messageOf(error))
  process.exitCode = 1
}
