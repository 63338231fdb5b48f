import { join } from 'node:path'
import { buildBridges, buildFunctions } from '../build.ts'
import { devDir } from '../stack/paths.ts'

/** One file for each function and each bridge, as the images have them, with maps of the functions where asked. */
export async function buildBundles(
  out = join(devDir, 'bundles'),
  { maps = false } = {},
): Promise<Record<string, string>> {
  const [functions, bridges] = await Promise.all([
    buildFunctions(join(out, 'functions'), maps),
    buildBridges(join(out, 'bridges')),
  ])
  return { ...functions, ...bridges }
}
