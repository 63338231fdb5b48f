import { execFileSync, spawnSync } from 'node:child_process'
import { createCompose } from '../../dev/stack/docker.ts'

const project = 'chaac-test'

/** The compose project of the tests, with volumes of its own. */
export const compose = createCompose(project)

/** Where a container of compose.dev.yml is reached from this machine. */
export const address = {
  ingest: 'http://127.0.0.1:8080',
  query: 'http://127.0.0.1:8081',
  deadLetters: 'http://127.0.0.1:8082',
  jaeger: 'http://127.0.0.1:16686',
  prometheus: 'http://127.0.0.1:9090',
}

/** The brokers as a client on this machine knows them. */
export const brokers = {
  kafka: { addr: '127.0.0.1:9092' },
  rabbitmq: { addr: '127.0.0.1:5672', username: 'guest', password: 'guest', vhost: '/' },
}

/** What the engine knows of a service's container, as far as the tests ask. */
export type Container = {
  Image: string
  Config: { User: string; StopSignal: string; Labels: Record<string, string> }
  HostConfig: { ReadonlyRootfs: boolean; CapDrop: string[]; Memory: number }
  State: { ExitCode: number; OOMKilled: boolean; Status: string }
}

/** Looks at the container of a service. */
export function inspect(service: string): Container {
  return JSON.parse(docker('inspect', nameOf(service)))[0]
}

/** Bytes of an image, unpacked. */
export function sizeOf(image: string): number {
  return Number(docker('image', 'inspect', '--format', '{{.Size}}', image))
}

/** Evaluates an expression in the container of a service, by its own Node. @returns what it prints */
export function evaluate(service: string, expression: string): string {
  return docker('exec', nameOf(service), '/usr/bin/node', '--input-type=module', '-e', expression).trim()
}

/** What an image writes when it is started read-only, alone, and with nothing but these variables. */
export function outputOf(image: string, env: Record<string, string>): string {
  const variables = Object.entries(env).flatMap(([name, value]) => ['-e', `${name}=${value}`])
  const args = ['run', '--rm', '--read-only', '--network', 'none', ...variables, image]
  const { stdout, stderr } = spawnSync('docker', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  return stdout + stderr
}

function docker(...args: string[]): string {
  return execFileSync('docker', args, { encoding: 'utf8' })
}

const nameOf = (service: string) => `${project}-${service}-1`
