import { spawnSync } from 'node:child_process'
import { root } from '../stack/paths.ts'
import { imageName, version } from './image.ts'

/** What each answers when it is there. */
const probes = { docker: 'info', podman: 'info', buildah: 'version' } as const

/** A program that builds images from a Dockerfile. */
export type Engine = keyof typeof probes

/** The first that is there and answers. */
export function findEngine(): Engine | undefined {
  const names = Object.keys(probes) as Engine[]
  return names.find((name) => spawnSync(name, [probes[name]], { stdio: 'ignore' }).status === 0)
}

/** Builds the image of a function. @throws when the engine fails, which has said why */
export function buildImage(engine: Engine, name: string, repository: string): void {
  const args = ['--build-arg', `FUNCTION=${name}`, '--build-arg', `VERSION=${version}`]
  run(engine, ['build', ...args, '-t', imageName(name, repository), root])
}

/** Pushes the image of a function. */
export function pushImage(engine: Engine, name: string, repository: string): void {
  run(engine, ['push', imageName(name, repository)])
}

/** Pushes an archive, without an engine. */
export function pushArchive(file: string, name: string, repository: string): void {
  run('skopeo', ['copy', `docker-archive:${file}`, `docker://${imageName(name, repository)}`])
}

function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' })
  if (error !== undefined) throw new Error(`${command} cannot be run: ${error.message}`)
  if (status !== 0) throw new Error(`${command} ${args[0]} failed with exit code ${status}`)
}
