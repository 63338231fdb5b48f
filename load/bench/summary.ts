import { medianOf } from '../../dev/measured.ts'
import type { Sample } from './bench.ts'

/** A figure over all rounds. `ratio` is to the reference: the median of the rounds' own ratios. */
export type Figure = { median: number; least: number; most: number; ratio?: number }

/** The figures of a variant by name. */
export type Figures = Readonly<Record<string, Figure>>

/** The samples of a variant, one a round. */
export type Samples = { readonly name: string; readonly rounds: readonly Sample[] }

/** Medians, and ratios to the first. Each round is compared with itself, so that what slows a round down slows both. */
export function summarize(all: readonly Samples[]): Record<string, Figures> {
  const [reference] = all
  return Object.fromEntries(
    all.map(({ name, rounds }) => {
      const figures = Object.keys(rounds[0] ?? {}).map((figure) => {
        const values = rounds.map((sample) => sample[figure] ?? 0)
        const ratios = values.map((value, round) => value / (reference?.rounds[round]?.[figure] ?? 0))
        const known = ratios.filter(Number.isFinite)
        return [
          figure,
          {
            median: rounded(medianOf(values)),
            least: rounded(Math.min(...values)),
            most: rounded(Math.max(...values)),
            ...(known.length > 0 && { ratio: rounded(medianOf(known)) }),
          },
        ]
      })
      return [name, Object.fromEntries(figures)]
    }),
  )
}

/** How far the rounds of the reference lie apart: the middle half of them, as a share of the median. */
export function noiseOf({ rounds }: Samples, figure: string): number {
  const values = rounds.map((sample) => sample[figure] ?? 0).sort((a, b) => a - b)
  const at = (share: number) => values[Math.round((values.length - 1) * share)] ?? 0
  const median = medianOf(values)
  return median === 0 ? 0 : rounded((at(0.75) - at(0.25)) / median)
}

/** Four digits tell all that there is. */
function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
