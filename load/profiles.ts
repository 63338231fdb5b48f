import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { root } from '../dev/stack/paths.ts'

const folder = join(root, 'load/profiles')

const profileSchema = z.strictObject({
  what: z.string().describe('In a line'),
  requests: z.int().positive().optional().describe('Exactly so many; without it, time ends the run'),
  pause: z.tuple([z.number().min(0), z.number().min(0)]).describe('Of a user after an answer, seconds'),
  stages: z.array(z.strictObject({ seconds: z.number().min(0), users: z.int().min(0) })).min(1),
})

/** Who sends how much, and when; `file` is where Locust reads it. */
export type Profile = z.infer<typeof profileSchema> & { name: string; file: string }

/** All of load/profiles, by name. */
export function profiles(): Profile[] {
  const names = readdirSync(folder).map((file) => basename(file, '.json'))
  return names.sort().map((name) => {
    const file = join(folder, `${name}.json`)
    return { ...profileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))), name, file }
  })
}
