import { execFileSync } from 'node:child_process'
import type { Stack } from '../../dev/stack/broker.ts'
import { cpuOf, residentOf } from '../../dev/usage.ts'
import { brokerPid } from '../bench/broker-pid.ts'

/** The two brokers that are compared. */
export const names = ['kafka', 'rabbitmq'] as const

/** One of the two. */
export type Name = (typeof names)[number]

/** What is seen of the process of a broker. */
export type BrokerProcess = {
  readonly pid: number
  /** µs of the processors so far. */
  cpu(): number
  memoryMib(): number
}

/** Bytes that a folder takes on the disk. */
export function sizeOf(dir: string): number {
  return Number(execFileSync('du', ['-s', '-B1', dir], { encoding: 'utf8' }).split('\t')[0])
}

/** The process of a broker of a stack. */
export function brokerProcess(stack: Stack, name: Name): BrokerProcess {
  const pid = brokerPid(stack[name])
  return {
    pid,
    cpu: () => cpuOf([pid]),
    memoryMib: () => residentOf(pid) / 1_024,
  }
}
