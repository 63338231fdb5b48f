import { messageOf } from '#lib/platform/errors.ts'
import { deploy, remove } from './deploy.ts'
import { help, readDeployOptions } from './options.ts'

const [command, ...args] = process.argv.slice(2)
try {
  const options = readDeployOptions(args)
  if (options.help) console.log(help)
  else if (command === 'remove') remove(options)
  else deploy(options)
} catch (error) {
  console.error(messageOf(error))
  process.exitCode = 1
}
