import type { Env } from '#lib/platform/env.ts'
import { createHttpRegistry } from './http-registry.ts'
import { loginOfDocker, loginOfEnvironment } from './login.ts'
import { help, readArtifactOptions } from './options.ts'
import { createOrasRegistry, hasOras } from './oras-registry.ts'
import { pull, push } from './transfer.ts'

/** What the command stands on. */
export type Surroundings = { env: Env; print: (text: string) => void }

/** Does what the arguments say. @throws an error that says what is wrong, without any secret */
export async function runArtifact(args: readonly string[], { env, print }: Surroundings): Promise<void> {
  const options = readArtifactOptions(args)
  const { command, repository, plainHttp } = options
  if (command.name === 'help') {
    print(help)
    return
  }
  const file = options.file ?? (env.STATIONS_FILE || 'stations.json')
  const name = `${repository.host}/${repository.name}`
  const given = loginOfEnvironment(env)
  const way = options.with ?? (hasOras() ? 'oras' : 'http')
  const registry =
    way === 'oras'
      ? createOrasRegistry({ repository, plainHttp, login: given })
      : createHttpRegistry({ repository, plainHttp, login: given ?? loginOfDocker(env, repository.host) })
  if (command.name === 'push') {
    const { digest, tag, stations } = await push(registry, file, command.tag)
    print(`${stations} stations in ${name}:${tag}\n${digest}`)
  } else {
    const { digest, stations } = await pull(registry, command.reference, file)
    print(`${stations} stations in ${file}\n${digest}`)
  }
}
