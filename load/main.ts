/** `npm run load`: Locust sends as a profile says; then acknowledged must be stored, once. */
import { messageOf } from '#lib/platform/errors.ts'
import { help, readLoadOptions } from './options.ts'
import { runLoad } from './run.ts'

try {
  const options = readLoadOptions(process.argv.slice(2))
  if (options === undefined) console.log(help())
  else process.exitCode = await runLoad(options)
} catch (error) {
  console.error(`\nIt could not be done: ${messageOf(error)}`)
  process.exitCode = 1
}
