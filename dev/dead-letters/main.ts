/** `npm run dead-letters`: the dead letters of any deployment, from a terminal. */
import { messageOf } from '#lib/platform/errors.ts'
import { createClient } from './client.ts'
import { run } from './commands.ts'
import { help, readOptions } from './options.ts'

try {
  const options = readOptions(process.argv.slice(2))
  if (options === undefined) console.log(help)
  else {
    const client = createClient(options.url, process.env.OPERATOR_KEY || undefined)
    await run(options, client, { input: process.stdin, output: process.stdout, tell: console.log })
  }
} catch (error) {
  const cause = error instanceof Error && error.cause !== undefined ? `: ${messageOf(error.cause)}` : ''
  console.error(`${messageOf(error)}${cause}`)
  process.exitCode = 1
}
