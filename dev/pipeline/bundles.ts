import { join } from 'node:path'
import { buildBridges, buildFunctions } from '../build.ts'
import { devDir } from '../stack/paths.ts'

/** One file for each function and each bridge, as the images have them. */
export async function buildBundles(out = join(devDir, 'bundles')): Promise<Record<string, string>> {
  const [functions, bridges] = await Promise.all([
    buildFunctions(join(out, 'functions')),
    buildBridges(join(out, 'bridges')),
  ])
  return { ...functions, ...bridges }
}
