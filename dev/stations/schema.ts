/** Writes docs/stations.schema.json. With --check it writes nothing, and fails when what is there is not that. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { stationsFileSchema } from '#lib/stations/schema.ts'

const path = join(import.meta.dirname, '../../docs/stations.schema.json')

/** The schema of stations.json as JSON Schema 2020-12, made of the schema that validates. */
export function stationsJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(stationsFileSchema, { io: 'input' }), null, 2)}\n`
}

if (import.meta.main) {
  if (!process.argv.includes('--check')) writeFileSync(path, stationsJsonSchema())
  else if (readFileSync(path, 'utf8') !== stationsJsonSchema()) {
    console.error('docs/stations.schema.json is stale, run `npm run schema`')
    process.exitCode = 1
  }
}
