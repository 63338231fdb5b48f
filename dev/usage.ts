import { readFileSync } from 'node:fs'

/** How long one tick of /proc is, in microseconds: Linux tells programs of 100 a second, whatever its own clock does. */
const TICK_US = 10_000

/** What running processes have used of the processors so far, in microseconds. Linux only. */
export function cpuOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + ticksOf(pid), 0) * TICK_US
}

/** KiB of memory that a process has now. Linux only. */
export function residentOf(pid: number): number {
  const [, kib = ''] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kib)
}

/** In user and in system mode. The name in brackets may hold anything. */
function ticksOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return Number(fields[11]) + Number(fields[12])
}
