/**
 * Writes proto/gen: the types of every message and service, and the code that reads and writes them.
 * With --check it writes nothing, and fails when what is committed is not what would be written.
 */
import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import protobuf from 'protobufjs'
import { messagesOf } from './generate-messages.ts'
import { loaderOptions } from './loader-options.ts'

const here = import.meta.dirname
const committed = join(here, 'gen')
const generator = join(here, '../node_modules/@grpc/proto-loader/build/bin/proto-loader-gen-types.js')
const protos = globSync('**/*.proto', { cwd: here }).sort()

if (process.argv.includes('--check')) {
  const fresh = mkdtempSync(join(tmpdir(), 'proto-'))
  try {
    generate(fresh)
    const stale = differences(fresh, committed)
    if (stale.length > 0) {
      console.error(`proto/gen is stale, run \`npm run proto\`: ${stale.join(', ')}`)
      process.exitCode = 1
    }
  } finally {
    rmSync(fresh, { recursive: true })
  }
} else {
  rmSync(committed, { recursive: true, force: true })
  generate(committed)
}

function generate(out: string): void {
  const { longs, enums, defaults, arrays } = loaderOptions
  const flags = [
    `--longs=${longs.name}`,
    `--enums=${enums.name}`,
    `--defaults=${defaults}`,
    `--arrays=${arrays}`,
  ]
  execFileSync(
    process.execPath,
    [
      generator,
      ...flags,
      '--grpcLib=@grpc/grpc-js',
      '--importFileExtension=.ts',
      `--includeDirs=${here}`,
      `--outDir=${out}`,
      ...protos,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  for (const name of globSync('**/*.ts', { cwd: out })) {
    // The generator names its source by an absolute path.
    writeFileSync(join(out, name), readFileSync(join(out, name), 'utf8').replaceAll(`${here}/`, ''))
  }
  const root = new protobuf.Root()
  root.resolvePath = (_origin, target) => (target.startsWith('google/') ? target : join(here, target))
  root.loadSync(protos)
  writeFileSync(join(out, 'messages.ts'), messagesOf(root))
}

function differences(a: string, b: string): string[] {
  const names = new Set([a, b].flatMap((dir) => globSync('**/*.ts', { cwd: dir })))
  return [...names].filter((name) => read(join(a, name)) !== read(join(b, name))).sort()
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
