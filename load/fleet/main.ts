/** `npm run fleet`: many stations, each at its own cadence, through the whole pipeline; then the account. */
import { messageOf } from '#lib/platform/errors.ts'
import { help, readFleetOptions } from './options.ts'
import { runFleet } from './run.ts'

try {
  const options = readFleetOptions(process.argv.slice(2))
  if (options === undefined) console.log(help)
  else process.exitCode = await runFleet(options)
} catch (error) {
  console.error(`\nIt could not be done: ${messageOf(error)}`)
  process.exitCode = 1
}
