/** `npm run compare`: Kafka against RabbitMQ, gRPC against REST, one writer against two, Valkey with and without replicas. */
import { messageOf } from '#lib/platform/errors.ts'
import { help, readOptions } from '../bench/options.ts'
import { runAll } from '../bench/run-all.ts'
import { below } from './chart-file.ts'
import { experiments } from './experiments.ts'

try {
  const names = experiments.map(({ name }) => name)
  const options = readOptions(process.argv.slice(2), names)
  if (options.help) console.log(help.replaceAll('npm run bench', 'npm run compare'))
  else if (options.list) for (const { name, about } of experiments) console.log(`${name}: ${about}`)
  else
    process.exitCode = await runAll(
      experiments,
      { folder: 'compare', document: 'comparison.md', beside: { below } },
      options,
    )
} catch (error) {
  console.error(messageOf(error))
  process.exitCode = 1
}
