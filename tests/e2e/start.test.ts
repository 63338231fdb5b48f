import { readdirSync, readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { npmStart } from './npm-start.ts'

test('npm start -- --once balances its account and ends with 0', async () => {
  const { output, exited } = npmStart(['--once', '200', '--ports', 'free'])
  expect(await exited).toBe(0)
  expect(output().trimEnd().split('\n').at(-1)).toBe(
    'sent 200 · confirmed kafka 200 · rabbitmq 200 · stored 200 · duplicates 200 · missing 0',
  )
})

test('npm start shows observed weather arriving, and Ctrl-C leaves nothing running', async () => {
  const { output, exited, child } = npmStart(['--ports', 'free', '--speed', '4'])
  await vi.waitFor(
    () => expect(output()).toMatch(/stored [1-9]\d* .* dead letters 0 · end to end \d+ ms/),
    90_000,
  )
  const children = childrenOf(child.pid as number)
  expect(children.length, 'three brokers, seven functions, four sources').toBeGreaterThanOrEqual(14)
  child.kill('SIGINT')
  expect(await exited).toBe(0)
  // Helpers of the brokers go with them, on a busy machine a moment later.
  await vi.waitFor(() => expect(children.filter(isAlive).map(commandOf)).toEqual([]), 5_000)
})

test('npm start names what is wrong with its options, and ends with 1', async () => {
  const { output, exited } = npmStart(['--once', 'many'])
  expect(await exited).toBe(1)
  expect(output()).toContain('--once takes a number of readings, not "many"')
})

/** The processes that were started by this one, and by those in turn. */
function childrenOf(parent: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => [Number(pid), parentOf(pid)] as const)
  const direct = parents.filter(([, ppid]) => ppid === parent).map(([pid]) => pid)
  return [...direct, ...direct.flatMap(childrenOf)]
}

function parentOf(pid: string): number {
  try {
    return Number(/PPid:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    return -1 // gone meanwhile
  }
}

/** What a process is, for the message of a failure. */
function commandOf(pid: number): string {
  return `${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, 4).join(' ')}`
}

function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/status`, 'utf8').includes('State:\tZ')
  } catch {
    return false
  }
}
