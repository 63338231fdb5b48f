import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { containerOptions, optionsWithin } from './node-options.ts'

/** What code must have been compiled for, so that a Node with these options takes it from a cache. */
function tagOf(options: readonly string[]): string {
  return execFileSync(process.execPath, [...options, '-p', 'v8.cachedDataVersionTag()'], { encoding: 'utf8' })
}

test('with the options of an image, or of one machine, Node takes its own code as it was compiled, and starts as fast as without', () => {
  expect(tagOf(containerOptions)).toBe(tagOf([]))
  expect(tagOf(optionsWithin(256))).toBe(tagOf([]))
  expect(tagOf(['--initial-old-space-size=64'])).not.toBe(tagOf([]))
})
