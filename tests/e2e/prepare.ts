import type { TestProject } from 'vitest/node'
import { buildBundles } from '../../dev/pipeline/bundles.ts'
import { installBrowser, installNative } from '../../dev/stack/install.ts'
import { report } from '../../dev/stack/progress.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'

declare module 'vitest' {
  interface ProvidedContext {
    bundles: Record<string, string>
  }
}

/** Installs what is missing, and bundles the functions once for all files. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  await installNative(report)
  await installBrowser(report)
  const scratch = await makeScratch('test-bundles')
  provide('bundles', await buildBundles(scratch.dir))
  return async () => scratch[Symbol.asyncDispose]()
}
