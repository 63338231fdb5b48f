import { join } from 'node:path'
import { buildFunctions, bundle } from '../build.ts'
import { devDir, root } from '../stack/paths.ts'

/** One file for each function and each bridge, as the images have them. */
export async function buildBundles(out = join(devDir, 'bundles')): Promise<Record<string, string>> {
  const bridges = ['kafka-source', 'rabbitmq-source']
  const target = (name: string) => join(out, 'bridges', `${name}.mjs`)
  const [functions] = await Promise.all([
    buildFunctions(join(out, 'functions')),
    ...bridges.map((name) => bundle(join(root, 'dev/bridges', `${name}.ts`), target(name))),
  ])
  return { ...functions, ...Object.fromEntries(bridges.map((name) => [name, target(name)])) }
}
