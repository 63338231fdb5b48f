/** `npm run bench`: how fast it is, with ratios that mean the same on another machine. */
import { messageOf } from '#lib/platform/errors.ts'
import { benches } from './benches.ts'
import { help, readOptions } from './options.ts'
import { runAll } from './run-all.ts'
import { shelf } from './shelf.ts'

try {
  const options = readOptions(
    process.argv.slice(2),
    benches.map(({ name }) => name),
  )
  if (options.help) console.log(help)
  else if (options.list) for (const { name, about } of benches) console.log(`${name}: ${about}`)
  else process.exitCode = await runAll(benches, shelf, options)
} catch (error) {
  console.error(messageOf(error))
  process.exitCode = 1
}
