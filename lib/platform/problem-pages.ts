import type { Hono } from 'hono'
import { PROBLEMS_PATH, type ProblemKind, problemKinds } from './problem-kinds.ts'

/** What a problem's `type` leads to: its explanation, as plain text. */
export function addProblemPages(app: Hono): void {
  for (const [kind, explained] of Object.entries(problemKinds)) {
    app.get(`${PROBLEMS_PATH}${kind}`, (c) => c.text(explain(explained)))
  }
}

function explain({ status, title, remedy }: ProblemKind): string {
  return `${title} (${status})\n\n${remedy}\n`
}
