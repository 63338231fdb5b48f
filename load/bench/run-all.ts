import { join } from 'node:path'
import { buildBundles } from '../../dev/pipeline/bundles.ts'
import { installNative } from '../../dev/stack/install.ts'
import { report } from '../../dev/stack/progress.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'
import { writeAnnex } from '../manual/annex.ts'
import type { Bench } from './bench.ts'
import { changesSince, isQuiet } from './compare.ts'
import { environment } from './environment.ts'
import type { BenchOptions } from './options.ts'
import { type Beside, writePage } from './page.ts'
import { resultsIn } from './results.ts'
import { type Outcome, runBench } from './run-bench.ts'
import { toTable } from './table.ts'
import { createWorkbench } from './workbench.ts'
import { installWrk } from './wrk.ts'

/** Where results are kept: a folder of load/results, and a document of docs. */
export type Shelf = { folder: string; document: string; beside?: Beside }

/** Runs those that were asked for, prints what they find, and keeps or compares it. Returns the exit code. */
export async function runAll(
  benches: readonly Bench[],
  shelf: Shelf,
  { names, rounds, write, compare }: BenchOptions,
): Promise<number> {
  await installNative(report)
  await installWrk()
  const results = resultsIn(shelf.folder)
  await using scratch = await makeScratch('bench')
  const bundles = await buildBundles(join(scratch.dir, 'bundles'))
  const at = createWorkbench(scratch.dir, bundles, console.log)
  let changed = 0
  for (const bench of benches.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const outcome = await runBench(bench, at, rounds ?? bench.rounds ?? 5)
    console.log(`\n${bench.name}. ${bench.about}\n\n${toTable(outcome)}\nnoise ${outcome.noise}\n`)
    if (compare) changed += tellChanges(results.kept(bench.name), outcome)
    if (!write) continue
    results.keep({ ...outcome, environment: environment() })
    writeShelf(benches, shelf)
    writeAnnex()
  }
  return changed === 0 ? 0 : 1
}

/** Writes the document of a shelf anew, of what is kept. */
export function writeShelf(benches: readonly Bench[], { folder, document, beside }: Shelf): void {
  writePage(document, resultsIn(folder).all(benches.map(({ name }) => name)), beside)
}

/** How many ratios have changed; a machine that is too busy to tell is one. */
function tellChanges(before: Outcome | undefined, outcome: Outcome): number {
  const name = outcome.bench
  if (before === undefined) {
    console.log(`${name}: nothing is kept that it could be compared with`)
    return 0
  }
  if (!isQuiet(before, outcome)) {
    console.log(`${name}: too noisy to be compared (now ${outcome.noise}, then ${before.noise})`)
    return 1
  }
  const changes = changesSince(before, outcome)
  for (const { variant, was, is, share } of changes) {
    console.log(`${name}, ${variant}: ratio ${is}, was ${was} (${(100 * share).toFixed(0)}%)`)
  }
  if (changes.length === 0) console.log(`${name}: no ratio has changed by more than 15%`)
  return changes.length
}
