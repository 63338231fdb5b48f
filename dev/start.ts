/** `npm start`: the whole pipeline on this machine, fed with weather that was really observed. */
import { messageOf } from '#lib/platform/errors.ts'
import { help, readOptions } from './options.ts'
import { runPipeline } from './run.ts'

try {
  const options = readOptions(process.argv.slice(2))
  if (options.help) console.log(help)
  else process.exitCode = await runPipeline(options)
} catch (error) {
  console.error(`\nIt did not start: ${messageOf(error)}`)
  process.exitCode = 1
}
