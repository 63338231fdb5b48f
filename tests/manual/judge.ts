import { functionNames } from '../../dev/build.ts'
import { REPOSITORY } from '../../dev/images/image.ts'
import type { Command } from './commands.ts'
import { judgeDocker } from './judges/docker.ts'
import { judgeKn, judgeKubectl } from './judges/kubernetes.ts'
import { judgeNpm } from './judges/npm.ts'
import { mustBeOneOf, mustExist } from './repository.ts'

const registry = REPOSITORY.split(':')[0]

/** Who judges a command that is not run, by its program. */
const judges: Record<string, (words: readonly string[]) => void> = {
  docker: judgeDocker,
  kn: judgeKn,
  kubectl: judgeKubectl,
  npm: judgeNpm,
  'knative/kn.sh': (words) => {
    mustExist('knative/kn.sh')
    if (words.length > 0) throw new Error('knative/kn.sh takes no options')
  },
  kind: (words) => {
    const images = functionNames().map((name) => `load image-archive .dev/images/${name}.tar`)
    mustBeOneOf('archive', words.join(' '), images)
  },
  echo: (words) => mustBeOneOf('host', words.join(' '), [`127.0.0.1 ${registry}`]),
  sudo: (words) => mustBeOneOf('command of root', words.join(' '), ['tee -a /etc/hosts']),
  base64: (words) => mustBeOneOf('option of base64', words.join(' '), ['-d']),
}

/** Whether what a command names is there, as far as can be told without running it. @throws an error that says what is not */
export function judge([program = '', ...words]: Command): void {
  const judgeIt = judges[program]
  if (judgeIt === undefined) throw new Error(`nobody judges ${program}: run it, or write a judge`)
  judgeIt(words)
}
