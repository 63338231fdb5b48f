import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { describeExit, startProcess } from './process.ts'

const folder = await mkdtemp(join(tmpdir(), 'chaac-process-'))
afterAll(() => rm(folder, { recursive: true }))

function shell(script: string, name = 'shell') {
  return startProcess({ name, command: 'sh', args: ['-c', script], logFile: join(folder, `${name}.log`) })
}

/** The script has said that it is ready, so its traps are set. */
async function ready({ tail }: { tail(): string }): Promise<void> {
  await expect.poll(tail).toContain('ready')
}

test('tells how a process ended', async () => {
  expect(await shell('exit 3').exited).toEqual({ code: 3, signal: null })
})

test('lets a process end in order', async () => {
  const child = shell('trap "echo bye; exit 0" TERM; echo ready; while :; do sleep 0.01; done', 'orderly')
  await ready(child)
  expect(await child.stop()).toEqual({ code: 0, signal: null })
  expect(child.tail(1)).toBe('bye')
  expect(child.isRunning()).toBe(false)
})

test('ends by force what does not end in time', async () => {
  const child = shell('trap "" TERM; echo ready; while :; do sleep 0.01; done', 'stubborn')
  await ready(child)
  expect(await child.stop({ withinMs: 100 })).toEqual({ code: null, signal: 'SIGKILL' })
})

test('ends a frozen process in order', async () => {
  const child = shell('trap "exit 0" TERM; echo ready; while :; do sleep 0.01; done', 'frozen')
  await ready(child)
  child.pause()
  expect(await child.stop({ withinMs: 5_000 })).toEqual({ code: 0, signal: null })
})

test('takes along what a process leaves behind', async () => {
  const child = shell('(sleep 0.3; echo still here) & echo ready', 'parent')
  await child.exited
  await sleep(600)
  expect(child.tail()).toBe('ready')
})

test.runIf(process.platform === 'linux')(
  'takes along what has a session of its own, as the helpers of Erlang have',
  async () => {
    const child = shell('setsid sh -c "sleep 0.6; echo still here" & sleep 0.2; echo ready', 'sessions')
    await child.exited
    await sleep(900)
    expect(child.tail()).toBe('ready')
  },
)

test('gives the exit code of a shell for a command that does not exist', async () => {
  const child = startProcess({ name: 'none', command: 'no-such-command', logFile: join(folder, 'none.log') })
  expect((await child.exited).code).toBe(127)
  expect(child.tail()).toContain('no-such-command')
})

test('shows only what this run has written', async () => {
  await shell('echo before', 'again').exited
  const child = shell('echo one; echo two; echo three', 'again')
  await child.exited
  expect(child.tail(9)).toBe('one\ntwo\nthree')
  expect(child.tail(2)).toBe('two\nthree')
})

test('describes an end by code or signal', () => {
  expect(describeExit({ code: 1, signal: null })).toBe('exit code 1')
  expect(describeExit({ code: null, signal: 'SIGKILL' })).toBe('signal SIGKILL')
})
