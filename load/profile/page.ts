import { markdownTable } from '../../dev/measured.ts'
import { owners } from './owners.ts'
import type { Profile } from './run.ts'
import type { SelfTimes } from './self-times.ts'

/** Commands that take less are added up, in µs a reading. */
const LEAST_US = 1

/** Where the time goes: tables of µs a reading. */
export function profilePage(profile: Profile): string {
  const { environment, readings } = profile
  return [
    `## profile\n\nOf what the functions use of the processors for a reading (µs, as the system counts it) the shares that V8's profiler finds for each library, while one reading a request over 64 connections goes the whole way: ${readings.toLocaleString('en-US')} readings, each by both brokers. \`functions and lib\` is what this repository adds to the libraries; \`the largest of it\` says how evenly.`,
    functionsTable(profile),
    inValkey(profile),
    valkeyTable(profile),
    `${environment.cores} cores (${environment.cpu}), Node ${environment.node}; one run.`,
  ].join('\n\n')
}

function functionsTable({ functions, readings }: Profile): string {
  const columns = Object.entries(functions).map(([name, { owners: all, ours, cpu }]) => {
    const us = (samples = 0) => ((samples / sumOf(all)) * cpu) / readings
    return { name, of: owners.map((owner) => us(all[owner])), all: cpu / readings, most: largest(ours, us) }
  })
  const rows = owners
    .map((owner, index) => ({ owner, each: columns.map(({ of }) => of[index] ?? 0) }))
    .filter(({ each }) => each.some((us) => us > 0))
  return markdownTable(
    ['', ...columns.map(({ name }) => name)],
    [
      ...rows.map(({ owner, each }) => [owner, ...each.map(inMicroseconds)]),
      ['together', ...columns.map(({ all }) => inMicroseconds(all))],
      ['the largest of it', ...columns.map(({ most }) => most)],
    ],
  )
}

function largest([first]: SelfTimes['ours'], us: (samples: number) => number): string {
  return first === undefined ? '' : `${inMicroseconds(us(first.us))}: \`${first.name}\``
}

function inValkey({ valkey, readings }: Profile): string {
  const { functions, cpu } = valkey
  return `In Valkey, for the same readings: its process used ${inMicroseconds(cpu / readings)} µs for each. Its function was called once for ${(readings / functions.calls).toFixed(1)} readings; of its time, which is by the clock, so much went to:`
}

function valkeyTable({ valkey, readings }: Profile): string {
  const all = Object.entries(valkey.commands).sort(([, a], [, b]) => b.us - a.us)
  const large = all.filter(([, { us }]) => us / readings >= LEAST_US)
  const sum = (some: typeof all) => some.reduce((us, [, use]) => us + use.us, 0)
  const each = (us: number) => inMicroseconds(us / readings)
  return markdownTable(
    ['', 'calls a reading', 'µs a reading'],
    [
      ['the function’s own Lua, and calling commands', '', each(valkey.functions.us - sum(all))],
      ...large.map(([name, { calls, us }]) => [name.toUpperCase(), (calls / readings).toFixed(2), each(us)]),
      ['other commands', '', each(sum(all.slice(large.length)))],
    ],
  )
}

function sumOf(all: SelfTimes['owners']): number {
  return Object.values(all).reduce((sum, us) => sum + us, 0)
}

function inMicroseconds(us: number): string {
  return us.toFixed(1)
}
