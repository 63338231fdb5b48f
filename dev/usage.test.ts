import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { cpuOf, residentOf } from './usage.ts'

test('what this process has used grows with what it does, as it is told itself', () => {
  const [before, known] = [cpuOf([process.pid]), process.cpuUsage()]
  const until = performance.now() + 200
  while (performance.now() < until);
  const { user, system } = process.cpuUsage(known)
  const used = cpuOf([process.pid]) - before
  expect(used).toBeGreaterThan((user + system) * 0.7)
  expect(used).toBeLessThan((user + system) * 1.3)
})

test('a process that rests uses next to nothing, and has its memory all the same', async () => {
  const child = spawn('sleep', ['10'])
  onTestFinished(() => void child.kill())
  await sleep(100)
  const before = cpuOf([child.pid ?? 0])
  await sleep(200)
  expect(cpuOf([child.pid ?? 0]) - before).toBeLessThan(5_000)
  expect(residentOf(child.pid ?? 0)).toBeGreaterThan(0)
})
