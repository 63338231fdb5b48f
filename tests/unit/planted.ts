import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

/** A file that is linted under the rules of the house. */
export type Planted = { path: string; code: string }

type Report = { diagnostics: { severity: string; category: string; location: { path: string } }[] }

/**
 * The rules that each file breaks. The files are written to a folder of their own under a copy of the
 * configuration, so that the paths of its overrides match and nothing of the repository is touched.
 */
export function brokenRules(files: readonly Planted[]): Map<string, string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'planted-'))
  try {
    const {
      vcs: _,
      $schema: __,
      ...configuration
    } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'))
    write(folder, { path: 'biome.json', code: JSON.stringify(configuration) })
    for (const file of files) write(folder, file)
    const { diagnostics } = lint(folder)
    return new Map(
      files.map(({ path }) => [
        path,
        diagnostics
          .filter(({ severity, location }) => severity === 'error' && location.path === path)
          .map(({ category }) => category.split('/').at(-1) ?? ''),
      ]),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function lint(folder: string): Report {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.']
  try {
    return JSON.parse(execFileSync(process.execPath, args, { cwd: folder, stdio: 'pipe', encoding: 'utf8' }))
  } catch (error) {
    return JSON.parse((error as { stdout: string }).stdout) // it ends with 1 when it has found something
  }
}

function write(folder: string, { path, code }: Planted): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), `${code}\n`)
}
