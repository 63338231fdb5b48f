import { markdownTable, medianOf } from '../../dev/measured.ts'
import type { Scaling } from './measure.ts'

/** Where something was measured. */
export type Environment = { date: string; kubernetes: string; serving: string; cores: number }

/** What was measured, as Markdown. */
export function tablesOf(environment: Environment, { zero, answers, out }: Scaling): string {
  const { date, kubernetes, serving, cores } = environment
  const where = ['Kubernetes', kubernetes, serving && `Knative Serving ${serving}`, `${cores} cores`, date]
  return [
    `${where.filter(Boolean).join(', ').replace('Kubernetes, ', 'Kubernetes ')}.`,
    markdownTable(
      ['from zero to an answer, s', 'median', 'least', 'most', 'then, warm'],
      answers.map(({ what, cold, warm }) => [what, ...spreadOf(cold, 2), medianOf(warm).toFixed(3)]),
    ),
    markdownTable(
      ['after the last request, zero after, s', 'median', 'least', 'most'],
      Object.entries(zero).map(([name, seconds]) => [name, ...spreadOf(seconds, 0)]),
    ),
    markdownTable(
      ['clients of ingest', 'pods', 'after, s', 'readings acknowledged', 'not', 'zero again after, s'],
      [
        [out.clients, out.pods, out.seconds.toFixed(0), out.answered, out.refused, out.back.toFixed(0)].map(
          String,
        ),
      ],
    ),
  ].join('\n\n')
}

function spreadOf(seconds: readonly number[], digits: number): string[] {
  return [medianOf(seconds), Math.min(...seconds), Math.max(...seconds)].map((one) => one.toFixed(digits))
}
