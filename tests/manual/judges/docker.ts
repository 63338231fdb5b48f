import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { REPOSITORY } from '../../../dev/images/image.ts'
import { mustBeOneOf, mustExist, read } from '../repository.ts'

type Compose = { services: Record<string, { profiles?: string[] }> }

/** `docker compose` with files, profiles and services that are there; `docker login` to our registry. */
export function judgeDocker([first = '', ...words]: readonly string[]): void {
  if (first === 'compose') judgeCompose(words)
  else if (first === 'login') judgeLogin(words)
  else throw new Error(`nobody judges docker ${first}`)
}

function judgeCompose(words: string[]): void {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      file: { type: 'string', short: 'f' },
      profile: { type: 'string', multiple: true, default: [] },
      wait: { type: 'boolean' },
      volumes: { type: 'boolean', short: 'v' },
    },
  })
  const [command, ...named] = positionals
  mustExist(values.file ?? 'compose.yml')
  const { services }: Compose = parse(read(values.file ?? 'compose.yml'), { merge: true })
  const profiles = new Set(Object.values(services).flatMap(({ profiles: of = [] }) => of))
  for (const profile of values.profile) mustBeOneOf('profile', profile, profiles)
  mustBeOneOf('command of docker compose', command, ['up', 'down', 'ps', 'logs'])
  for (const service of named) {
    mustBeOneOf('service', service, Object.keys(services))
    const of = services[service]?.profiles ?? values.profile
    if (!of.every((profile) => values.profile.includes(profile)))
      throw new Error(`${service} needs --profile ${of.join(', ')}`)
  }
  if (values.wait && command !== 'up') throw new Error('--wait is an option of up')
  if (values.volumes && command !== 'down') throw new Error('-v is an option of down')
}

function judgeLogin([host, option, user, ...more]: string[]): void {
  mustBeOneOf('registry', host, [REPOSITORY.split('/')[0] ?? ''])
  if (option !== '-u' || more.length > 0) throw new Error('docker login takes a registry and -u USER')
  const { http } = JSON.parse(read('zot/config.json'))
  mustBeOneOf('user of Zot', user, http.accessControl.repositories['chaac/**'].policies[0].users)
}
