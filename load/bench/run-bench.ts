import { createRandom } from '../../dev/chaos/random.ts'
import type { Bench, Sample } from './bench.ts'
import { type Figures, noiseOf, type Samples, summarize } from './summary.ts'
import type { Workbench } from './workbench.ts'

/** What a benchmark has found. */
export type Outcome = {
  bench: string
  about: string
  figure: string
  rounds: number
  /** Of the reference's figure. Beyond 0.15 nothing can be said of changes. */
  noise: number
  variants: Record<string, Figures>
}

/**
 * Runs every variant once a round, so that what changes on the machine meanwhile meets all of them. Each round has an order
 * of its own: what one leaves behind, such as what a broker has still to write, meets not always the same one.
 */
export async function runBench(bench: Bench, at: Workbench, rounds: number): Promise<Outcome> {
  await using stage = await bench.open(at)
  const { variants } = stage
  for (let time = 0; time < (bench.warmUps ?? 1); time += 1) for (const { run } of variants) await run()
  const random = createRandom(1)
  const samples = variants.map(({ name }): { name: string; rounds: Sample[] } => ({ name, rounds: [] }))
  for (let round = 0; round < rounds; round += 1) {
    const inOrder = [...variants.entries()]
    for (const [index, { name, run }] of bench.ordered === true ? inOrder : random.shuffled(inOrder)) {
      const sample = await run()
      samples[index]?.rounds.push(sample)
      at.tell(`${bench.name} ${round + 1}/${rounds} ${name}: ${inWords(sample)}`)
    }
  }
  const reference = samples[0] as Samples
  return {
    bench: bench.name,
    about: bench.about,
    figure: bench.figure,
    rounds,
    noise: noiseOf(reference, bench.figure),
    variants: summarize(samples),
  }
}

function inWords(sample: Sample): string {
  return Object.entries(sample)
    .map(([figure, value]) => `${figure} ${Number(value.toPrecision(4))}`)
    .join(', ')
}
