import type { Workbench } from './workbench.ts'

/** What one run has found: figures by name, their unit at the end of it. */
export type Sample = Readonly<Record<string, number>>

/** One of the things that are compared. */
export type Variant = { readonly name: string; readonly run: () => Promise<Sample> }

/** What a benchmark has set up. The first variant is the reference: what the others' figures are divided by. */
export type Stage = AsyncDisposable & { readonly variants: readonly [Variant, ...Variant[]] }

/** One benchmark. */
export type Bench = {
  readonly name: string
  /** A sentence: what is done, and what the figures are. */
  readonly about: string
  /** The figure whose ratio tells: a change of it by more than 15% is one. */
  readonly figure: string
  /** How often unless told: at least 5. */
  readonly rounds?: number
  /** Whether a variant goes on where the one before it has ended. */
  readonly ordered?: boolean
  /** How often each is run before it counts, until what is compiled while it runs is compiled: once unless told. */
  readonly warmUps?: number
  open(at: Workbench): Promise<Stage>
}
