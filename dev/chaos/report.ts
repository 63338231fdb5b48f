import { type Balance, isBalanced } from './balance.ts'
import type { Ledger } from './ledger.ts'
import type { Played } from './play.ts'
import type { Traffic } from './sender.ts'

/** Everything about a run, to be written as JSON. */
export type Report = {
  version: 1
  kind: 'local' | 'account'
  seed: number
  minutes: number
  route?: string
  began: string
  ended: string
  balanced: boolean
  balance: Balance
  traffic: Traffic & { confirmed: Readonly<Record<string, number>> }
  faults: readonly Played[]
  /** What must never happen, with how often: it fails the run as a difference does. */
  violations: Readonly<Record<string, number>>
}

/** What a report is made of. */
export type Outcome = Pick<Report, 'kind' | 'seed' | 'minutes' | 'balance' | 'faults'> & {
  route?: string
  began: number
  ledger: Ledger
  traffic: Traffic
}

/** The report of a run that has just ended. */
export function makeReport({ began, ledger, traffic, ...rest }: Outcome): Report {
  const violations = { ...Object.fromEntries(ledger.violations) }
  for (const { failure, kind, targets } of rest.faults) {
    if (failure !== undefined) violations[`${kind} ${targets.join(' and ')}: ${failure}`] = 1
  }
  return {
    version: 1,
    ...rest,
    began: new Date(began).toISOString(),
    ended: new Date().toISOString(),
    balanced: isBalanced(rest.balance) && Object.keys(violations).length === 0,
    traffic: { ...traffic, confirmed: ledger.confirmed },
    violations,
  }
}

/** How much of what is wrong people are shown. */
const SHOWN = 10

/** What people read. */
export function describeReport(report: Report): string {
  const { balance, traffic, faults, violations, balanced } = report
  const kinds = Map.groupBy(faults, ({ kind }) => kind)
  const byKind = [...kinds].map(([kind, all]) => `${kind} ${all.length}`).join(', ')
  const answers = Object.entries(traffic.answers).map(([status, count]) =>
    status === '0' ? `none ${count}` : `${status} ${count}`,
  )
  const rows: [string, string][] = [
    ['acknowledged', `${balance.acknowledged} of ${balance.begun} readings`],
    ['stored', `${balance.stored}`],
    ['dead letters', `${balance.dead}, in ${balance.deadEvents} events`],
    ['refused', `${balance.refused}`],
    ['missing', `${balance.missing}`],
    ['differences', `${balance.differences.length}`],
    ['answers', answers.join(', ')],
    ['sent again', `${traffic.repeated} after their acknowledgement, ${traffic.shelved} in other company`],
    ['faults', faults.length === 0 ? 'not ours' : `${faults.length}: ${byKind}`],
  ]
  const wrong = [
    ...balance.differences.map(
      ({ what, expected, seen }) =>
        `${what}: ${JSON.stringify(expected)} expected, ${JSON.stringify(seen)} seen`,
    ),
    ...balance.missed.map((note) => `missing: ${JSON.stringify(note)}`),
    ...Object.entries(violations).map(([what, count]) => `${what} (${count} times)`),
  ]
  const more = wrong.length > SHOWN ? [`and ${wrong.length - SHOWN} more in the report`] : []
  return [
    ...rows.map(([name, text]) => `  ${name.padEnd(14)}${text}`),
    ...[...wrong.slice(0, SHOWN), ...more].map((line) => `  ! ${line}`),
    balanced ? '  It balances.' : '  It does not balance.',
  ].join('\n')
}
