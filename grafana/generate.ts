/**
 * Writes what Grafana reads: the dashboards and the alert rules.
 * With --check it writes nothing, and fails when what is committed is not what would be written.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generatedFiles } from './src/files.ts'

const path = (name: string) => join(import.meta.dirname, name)
const files = Object.entries(generatedFiles())

if (process.argv.includes('--check')) {
  const stale = files.filter(([name, text]) => read(path(name)) !== text).map(([name]) => name)
  if (stale.length > 0) {
    console.error(`grafana is stale, run \`npm run grafana\`: ${stale.join(', ')}`)
    process.exitCode = 1
  }
} else {
  for (const [name, text] of files) writeFileSync(path(name), text)
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
