import { readArtifactOptions } from '../../../dev/artifact/options.ts'
import { functionNames } from '../../../dev/build.ts'
import { readChaosOptions } from '../../../dev/chaos/options.ts'
import { readOptions as readDeadLettersOptions } from '../../../dev/dead-letters/options.ts'
import { readImageOptions } from '../../../dev/images/options.ts'
import { readOptions as readStartOptions } from '../../../dev/options.ts'
import { readCommand as readStationsCommand } from '../../../dev/stations/options.ts'
import { readDeployOptions } from '../../../knative/deploy/options.ts'
import { benches } from '../../../load/bench/benches.ts'
import { readOptions as readBenchOptions } from '../../../load/bench/options.ts'
import { experiments } from '../../../load/compare/experiments.ts'
import { readLoadOptions } from '../../../load/options.ts'
import { scripts } from '../repository.ts'

const namesOf = (all: readonly { name: string }[]) => all.map(({ name }) => name)

/** The tools' own readers of their command lines, by script. The other scripts take no options. */
const readers: Record<string, (args: string[]) => unknown> = {
  start: readStartOptions,
  artifact: readArtifactOptions,
  bench: (args) => readBenchOptions(args, namesOf(benches)),
  chaos: (args) => readChaosOptions(args, () => 1),
  compare: (args) => readBenchOptions(args, namesOf(experiments)),
  'dead-letters': readDeadLettersOptions,
  deploy: readDeployOptions,
  images: (args) => readImageOptions(args, functionNames()),
  load: readLoadOptions,
  stations: readStationsCommand,
  undeploy: readDeployOptions,
}

/** A script of package.json, with options that its tool understands. @throws an error that says what is wrong */
export function judgeNpm([verb = '', ...rest]: readonly string[]): void {
  if (verb === 'ci' && rest.length === 0) return
  const words = rest.filter((word) => word !== '--silent')
  const script = verb === 'run' ? (words.shift() ?? '') : verb
  if (verb !== 'run' && verb !== 'start' && verb !== 'test') throw new Error(`npm has no ${verb} here`)
  if (!(script in scripts)) throw new Error(`package.json has no script "${script}"`)
  const [dashes, ...args] = words
  if (dashes !== undefined && dashes !== '--') throw new Error(`options of ${script} come after --`)
  const read = readers[script]
  if (read !== undefined) read(args)
  else if (args.length > 0) throw new Error(`${script} takes no options`)
}
