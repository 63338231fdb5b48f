import type { Broker } from '#lib/domain/event.ts'
import { PROBLEM_TYPE, problemDocument, type RequestProblem } from '#lib/platform/problem.ts'
import type { Confirmed } from '../route.ts'
import type { Answer } from './dialect.ts'

/** An answer of JSON. */
export function jsonAnswer(status: number, body: object, headers: Record<string, string> = {}): Answer {
  return {
    status,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  }
}

/** An answer of plain text. */
export function textAnswer(status: number, body: string): Answer {
  return { status, body, headers: { 'content-type': 'text/plain; charset=utf-8' } }
}

/** A problem document, with members that the sender knows. */
export function problemAnswer(problem: RequestProblem, extra: Record<string, unknown> = {}): Answer {
  return {
    status: problem.status,
    body: JSON.stringify(problemDocument(problem, extra)),
    headers: { 'content-type': PROBLEM_TYPE },
  }
}

/**
 * What firmware is told of a problem: a status that it may know, which 422 is not, and what is wrong in one line, which
 * of a wrong key is what its maker says.
 */
export function refusalOf(problem: RequestProblem, wrongKey: string): { status: number; reason: string } {
  const { status } = problem
  if (status === 401 || status === 403) return { status, reason: wrongKey }
  return { status: status === 422 ? 400 : status, reason: reasonOf(problem) }
}

/** Firmware that shows an answer at all shows no document. */
function reasonOf({ message, errors = [] }: RequestProblem): string {
  const named = errors.map(({ pointer, detail }) => `${pointer.replace(/^\//, '')} ${detail}`)
  return (named.length === 0 ? message : named.join('; ')).replaceAll(/\s+/g, ' ')
}

/** The brokers that have confirmed any of them, in order. */
export function brokersOf(confirmed: readonly Confirmed[]): Broker[] {
  return [...new Set(confirmed.flatMap(({ confirmedBy }) => confirmedBy))].sort()
}

/** The message of the original's two dialects, which have no other place for the brokers. */
export function confirmedBy(confirmed: readonly Confirmed[]): string {
  return `confirmed by ${brokersOf(confirmed).join(' and ')}`
}
