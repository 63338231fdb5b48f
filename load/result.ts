import { type Account, isBalanced } from './account.ts'
import type { Said } from './said.ts'

/** A run and its account. `wanted` is the exact number of requests, where the profile has one. */
export type Result = {
  profile: string
  seed: number
  processes: number
  wanted: number | undefined
  environment: Readonly<Record<string, string | number>>
  said: Said
  account: Account
}

/** What is wrong with it, in words; nothing where all is well. */
export function flawsOf({ wanted, said, account }: Result): string[] {
  const { requests, failures, errors } = said
  const flaws: string[] = []
  if (requests === 0) flaws.push('nothing was sent')
  if (wanted !== undefined && requests !== wanted) flaws.push(`${requests} requests, not ${wanted}`)
  if (failures > 0 || errors.length > 0) {
    flaws.push(`${failures} requests failed: ${errors.slice(0, 3).join('; ')}`)
  }
  if (!isBalanced(account)) flaws.push('the account does not balance')
  return flaws
}

/** What is worth keeping of it: no ids, no addresses. */
export function summaryOf({ profile, seed, processes, environment, said, account }: Result) {
  const { ids: _, errors: __, ...measured } = said
  return { profile, seed, processes, environment, ...measured, perSecond: perSecond(said), account }
}

/** The result for people. */
export function describeResult(result: Result): string {
  const { said, account } = result
  const rows = Object.entries({ ...said.dialects, all: { ...said, readings: said.acknowledged } }).map(
    ([name, { requests, failures, readings, milliseconds }]) => {
      const { p50, p95, p99, max } = milliseconds
      return [name, requests, failures, readings, p50, p95, p99, max].map(shown)
    },
  )
  const head = ['', 'requests', 'failed', 'acknowledged', 'p50 ms', 'p95', 'p99', 'max']
  const { stored, delivered, duplicates, told, unknown } = account
  const remembered =
    unknown === undefined ? '' : ` · of ${told} ids that answers told, ${unknown} not in Valkey`
  return `${tableOf([head, ...rows])}

  ${said.seconds.toFixed(1)} s · ${shown(perSecond(said))} requests/s
  acknowledged ${account.acknowledged} · stored ${stored} · missing ${account.acknowledged - stored}${remembered}
  delivered by kafka ${delivered.kafka} · rabbitmq ${delivered.rabbitmq} · duplicates ${duplicates} · refused ${account.refused} · late ${account.late}`
}

function perSecond({ requests, seconds }: Said): number {
  return seconds === 0 ? 0 : Math.round((requests / seconds) * 10) / 10
}

function shown(value: string | number): string {
  return typeof value === 'string' ? value : String(Math.round(value * 10) / 10)
}

/** The first column to the left, the others to the right. */
function tableOf(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  const line = (row: string[]) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
  return rows.map((row) => `  ${line(row)}`).join('\n')
}
