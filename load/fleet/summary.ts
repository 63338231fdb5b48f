import type { Account } from '../account.ts'
import type { Environment } from '../bench/environment.ts'
import { quantile } from '../bench/open-loop.ts'
import type { Use, Watch } from '../use.ts'
import type { FleetRunOptions } from './options.ts'
import type { Reads } from './reader.ts'
import type { Sent } from './sender.ts'

/** A run, as it was. */
export type FleetRun = {
  options: FleetRunOptions
  environment: Environment
  sent: Sent
  reads: Reads
  seconds: number
  /** From the last answer until the account was settled. */
  settleSeconds: number
  used: Use
  /** MiB. */
  memory: ReturnType<Watch['memory']>
  valkeyBytes: number
  account: Account
}

/** What is worth keeping of it. */
export type FleetSummary = ReturnType<typeof summaryOf>

/** The figures of a run. `cpuUs` is for a reading. */
export function summaryOf({
  options,
  environment,
  sent,
  reads,
  seconds,
  settleSeconds,
  used,
  ...run
}: FleetRun) {
  const { stations, minutes, everySeconds, outageSeconds, seed } = options
  const delays = [...sent.delays.subarray(0, Math.min(sent.requests, sent.delays.length))]
  const ms = (share: number) => Number(quantile(delays, share).toFixed(1))
  return {
    stations,
    minutes,
    everySeconds,
    outageSeconds,
    seed,
    environment,
    requests: sent.requests,
    deferred: sent.deferred,
    lost: sent.lost,
    reads: { ...reads },
    perSecond: Math.round(sent.acknowledged / seconds),
    answerMs: { p50: ms(0.5), p99: ms(0.99), 'p99.9': ms(0.999) },
    settleSeconds: Number(settleSeconds.toFixed(1)),
    cpuUs: Object.fromEntries(
      Object.entries(used).map(([name, us]) => [name, Number((us / sent.acknowledged).toFixed(1))]),
    ),
    memoryMib: run.memory,
    valkeyBytesPerStation: Math.round(run.valkeyBytes / stations),
    account: run.account,
  }
}

/** The same for people. */
export function describe({ requests, perSecond, answerMs, deferred, lost, ...rest }: FleetSummary): string {
  const { acknowledged, stored, refused, late } = rest.account
  const { asked, failed } = rest.reads
  const memory = Object.entries(rest.memoryMib).map(([name, { first, last }]) => `${name} ${first}→${last}`)
  const cpu = Object.entries(rest.cpuUs).map(([name, us]) => `${name} ${us}`)
  return `
  ${requests} requests, ${perSecond} readings/s · answers after ${answerMs.p50} ms (p50), ${answerMs.p99} (p99) · ${deferred} deferred, ${lost} lost
  query was asked ${asked} times meanwhile, ${failed} failed
  acknowledged ${acknowledged} · stored ${stored} · missing ${acknowledged - stored} · refused ${refused} · late ${late}, settled after ${rest.settleSeconds} s
  µs of the processors a reading: ${cpu.join(' · ')}
  MiB after two minutes → at the end: ${memory.join(' · ')}
  Valkey: ${rest.valkeyBytesPerStation} bytes a station`
}
