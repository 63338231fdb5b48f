import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'

/** Runs kubectl and shows what it says. @throws when it fails, which it has explained */
export function kubectl(...args: string[]): void {
  const { status, error } = spawnSync('kubectl', args, { stdio: 'inherit' })
  check(args, status, error)
}

/** Runs kubectl with something to read, and shows what it says. */
export function tellKubectl(input: string, ...args: string[]): void {
  const { status, error } = spawnSync('kubectl', args, { input, stdio: ['pipe', 'inherit', 'inherit'] })
  check(args, status, error)
}

/** Runs kubectl. @returns what it says */
export function askKubectl(...args: string[]): string {
  const { status, error, stdout } = spawnSync('kubectl', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  check(args, status, error)
  return stdout
}

/** As askKubectl, for those who have something else to do while kubectl works. */
export async function awaitKubectl(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('kubectl', args, { maxBuffer: 64 * 1024 * 1024 })
  return stdout
}

/** Asks for a field of a function's service, by its path: `status.url`. */
export function askService(name: string, field: string): string {
  return askKubectl('get', 'ksvc', name, '-n', 'weather', '-o', `jsonpath={.${field}}`)
}

function check(args: readonly string[], status: number | null, error: Error | undefined): void {
  if (error !== undefined)
    throw new Error(`kubectl cannot be run (${error.message}): https://kubernetes.io/docs/tasks/tools`)
  if (status !== 0) throw new Error(`kubectl ${args[0]} failed with exit code ${status}`)
}
