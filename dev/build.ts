import { cpSync, globSync, mkdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { build } from 'esbuild'
import { buildPage } from './build-page.ts'

const root = join(import.meta.dirname, '..')

/** The functions: every folder with a main.ts. */
export function functionNames(): string[] {
  return globSync('functions/*/main.ts', { cwd: root })
    .map((main) => basename(dirname(main)))
    .sort()
}

/**
 * One file for each function, `dist/<function>/main.mjs`, with what it reads at run time beside it: a function that
 * has to load hundreds of files from node_modules wakes several times slower.
 * @returns the files by function
 */
export async function buildFunctions(out = join(root, 'dist')): Promise<Record<string, string>> {
  const names = functionNames()
  rmSync(out, { recursive: true, force: true })
  await Promise.all(
    names.flatMap((name) => [
      bundle(join(root, 'functions', name, 'main.ts'), join(out, name, 'main.mjs')),
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

/** One entry and everything that it imports, in one file. */
export async function bundle(entry: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
    // Clients written for CommonJS ask for Node's own modules with require.
    banner: {
      js: "import{createRequire as nodeRequire}from'node:module';const require=nodeRequire(import.meta.url);",
    },
  })
}

if (import.meta.main) {
  const files = await buildFunctions()
  for (const [name, file] of Object.entries(files)) console.log(`${name} → ${file.slice(root.length + 1)}`)
}
