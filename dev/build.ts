import { cpSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { buildPage } from './build-page.ts'
import { lateEvents } from './bundle/late-events.ts'
import { lateFetch } from './bundle/late-fetch.ts'
import { leftOut } from './bundle/left-out.ts'
import { nodeModules } from './bundle/node-modules.ts'

const root = join(import.meta.dirname, '..')
const sdk = join(root, 'lib/platform/telemetry-sdk.ts')

/** The functions: every folder with a main.ts. */
export function functionNames(): string[] {
  return globSync('functions/*/main.ts', { cwd: root })
    .map((main) => basename(dirname(main)))
    .sort()
}

/**
 * One file for each function, `dist/<function>/main.mjs`, with what it reads at run time beside it, such as
 * `telemetry.mjs`: a function that has to load hundreds of files from node_modules wakes several times slower.
 * @param maps whether `main.mjs.map` tells which file each place of it is from
 * @returns the files by function
 */
export async function buildFunctions(
  out = join(root, 'dist'),
  maps = false,
): Promise<Record<string, string>> {
  const names = functionNames()
  rmSync(out, { recursive: true, force: true })
  await Promise.all(
    names.flatMap((name) => [
      buildFunction(name, out, maps),
      buildPage(join(root, 'functions', name, 'page'), join(out, name, 'page')),
    ]),
  )
  for (const asset of globSync('functions/*/lua/*.lua', { cwd: root })) {
    const target = join(out, basename(dirname(dirname(asset))), 'lua')
    mkdirSync(target, { recursive: true })
    cpSync(join(root, asset), join(target, basename(asset)))
  }
  return Object.fromEntries(names.map((name) => [name, join(out, name, 'main.mjs')]))
}

/** Those that play Knative's sources on one machine. */
const bridgeNames = ['kafka-source', 'rabbitmq-source', 'ping-source', 'reachable']

/** One file for each bridge, `<out>/<bridge>.mjs`, and beside them `telemetry.mjs`. @returns the files by bridge */
export async function buildBridges(out = join(root, 'dist/bridges')): Promise<Record<string, string>> {
  const files = bridgeNames.map((name) => [name, join(out, `${name}.mjs`)] as const)
  await Promise.all([
    ...files.map(([name, file]) => bundle(join(root, 'dev/bridges', `${name}.ts`), file, [telemetryBeside])),
    bundle(sdk, join(out, 'telemetry.mjs')),
  ])
  return Object.fromEntries(files)
}

/** The bundle, the one of the telemetry, and beside its folder the names of the packages that are in them. */
async function buildFunction(name: string, out: string, maps: boolean): Promise<void> {
  const inputs = (
    await Promise.all([
      bundle(join(root, 'functions', name, 'main.ts'), join(out, name, 'main.mjs'), [telemetryBeside], maps),
      bundle(sdk, join(out, name, 'telemetry.mjs')),
    ])
  ).flat()
  const found = inputs.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[0])
  const packages = [...new Set(found.filter((path) => path !== undefined))].sort()
  writeFileSync(join(out, `${name}.packages.json`), `${JSON.stringify(packages, undefined, 2)}\n`)
}

/** OpenTelemetry's SDK is a file of its own, which is only read where something is configured. */
const telemetryBeside: Plugin = {
  name: 'telemetry beside',
  setup(bundling) {
    bundling.onResolve({ filter: /\/telemetry-sdk\.ts$/ }, () => ({
      path: './telemetry.mjs',
      external: true,
    }))
  },
}

/** One entry and everything that it imports, in one file. @returns the paths of the files that it was made of */
export async function bundle(
  entry: string,
  outfile: string,
  plugins: Plugin[] = [],
  maps = false,
): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minifySyntax: true,
    minifyWhitespace: true,
    metafile: true,
    sourcemap: maps && 'external',
    plugins: [nodeModules, lateFetch, lateEvents, leftOut, ...plugins],
    absWorkingDir: root,
    legalComments: 'none',
    logLevel: 'warning',
    // Clients written for CommonJS ask for Node's own modules with require.
    banner: {
      js: "import{createRequire as nodeRequire}from'node:module';const require=nodeRequire(import.meta.url);",
    },
  })
  return Object.keys(metafile.inputs)
}

if (import.meta.main) {
  const files = { ...(await buildFunctions()), ...(await buildBridges()) }
  for (const [name, file] of Object.entries(files)) console.log(`${name} → ${file.slice(root.length + 1)}`)
}
