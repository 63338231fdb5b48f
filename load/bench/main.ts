/** `npm run bench`: how fast it is, with ratios that mean the same on another machine. */
import { join } from 'node:path'
import { messageOf } from '#lib/platform/errors.ts'
import { buildBundles } from '../../dev/pipeline/bundles.ts'
import { installNative } from '../../dev/stack/install.ts'
import { report } from '../../dev/stack/progress.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'
import { benches } from './benches.ts'
import { changesSince, isQuiet } from './compare.ts'
import { environment } from './environment.ts'
import { type BenchOptions, help, readOptions } from './options.ts'
import { writePage } from './page.ts'
import { keep, kept } from './results.ts'
import { runBench } from './run-bench.ts'
import { toTable } from './table.ts'
import { createWorkbench } from './workbench.ts'
import { installWrk } from './wrk.ts'

try {
  const options = readOptions(
    process.argv.slice(2),
    benches.map(({ name }) => name),
  )
  if (options.help) console.log(help)
  else if (options.list) for (const { name, about } of benches) console.log(`${name}: ${about}`)
  else process.exitCode = await runAll(options)
} catch (error) {
  console.error(messageOf(error))
  process.exitCode = 1
}

async function runAll({ names, rounds, write, compare }: BenchOptions): Promise<number> {
  await installNative(report)
  await installWrk()
  await using scratch = await makeScratch('bench')
  const bundles = await buildBundles(join(scratch.dir, 'bundles'))
  const at = createWorkbench(scratch.dir, bundles, console.log)
  let changed = 0
  for (const bench of benches.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const outcome = await runBench(bench, at, rounds ?? bench.rounds ?? 5)
    const result = { ...outcome, environment: environment() }
    console.log(`\n${bench.name}. ${bench.about}\n\n${toTable(result)}\nnoise ${outcome.noise}\n`)
    if (compare) changed += tellChanges(bench.name, outcome)
    if (write) keep(result)
  }
  if (write) writePage()
  return changed === 0 ? 0 : 1
}

function tellChanges(name: string, outcome: Parameters<typeof changesSince>[1]): number {
  const before = kept(name)
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
