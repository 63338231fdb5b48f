import type { SerializedError } from 'vitest'
import type { Reporter, TestModule, TestSuite, Vitest } from 'vitest/node'

/** How many tests passed, failed and were skipped. What failed to load counts as one failed test. */
export type Counts = { passed: number; failed: number; skipped: number }

/** Prints as the very last line of a run how many tests passed and failed, over all projects. */
export default class CountReporter implements Reporter {
  #counts: Counts | undefined

  onInit(vitest: Vitest): void {
    if (vitest.config.watch) return
    // Whatever is printed while the run is torn down comes before.
    process.once('exit', (code) => process.stdout.write(`${lastLine(this.#counts, code)}\n`))
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    this.#counts = countAll(modules, unhandled.length)
  }
}

/** The line for the counts; a run that failed is never without a failure. */
export function lastLine(counts: Counts = { passed: 0, failed: 0, skipped: 0 }, exitCode = 0): string {
  const { passed, skipped } = counts
  const failed = exitCode === 0 ? counts.failed : Math.max(counts.failed, 1)
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

function countAll(modules: readonly TestModule[], unhandled: number): Counts {
  const counts: Counts = { passed: 0, failed: unhandled, skipped: 0 }
  for (const module of modules) {
    const groups: readonly (TestModule | TestSuite)[] = [module, ...module.children.allSuites()]
    counts.failed += groups.filter((group) => group.errors().length > 0).length
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      counts[state === 'pending' ? 'skipped' : state]++
    }
  }
  return counts
}
