import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Env, readConfig } from '#lib/platform/env.ts'
import { Secret } from '#lib/platform/secret.ts'

/** Who we are to a registry. */
export type Login = { username: string; password: Secret }

const fileSchema = z.object({
  auths: z.record(z.string(), z.object({ auth: z.string().optional() })).optional(),
})

/** The login of the environment, if it has one. @throws when there is half of one */
export function loginOfEnvironment(env: Env): Login | undefined {
  const { username, password } = readConfig(env, (read) => {
    const found = {
      username: read.optional('REGISTRY_USERNAME'),
      password: read.hidden('REGISTRY_PASSWORD', { min: 1 }),
    }
    if ((found.username === undefined) !== (found.password === undefined))
      read.problem('REGISTRY_USERNAME and REGISTRY_PASSWORD belong together')
    return found
  })
  return username === undefined || password === undefined ? undefined : { username, password }
}

/**
 * What `docker login` has left for a host in plain text; where it asks a helper program, there is nothing to find.
 * @throws when the file is broken
 */
export function loginOfDocker(env: Env, host: string): Login | undefined {
  const file = join(env.DOCKER_CONFIG || join(env.HOME ?? '/', '.docker'), 'config.json')
  if (!existsSync(file)) return undefined
  const { auths = {} } = fileSchema.parse(parseJson(readFileSync(file, 'utf8'), file))
  const auth = Buffer.from(auths[host]?.auth ?? '', 'base64').toString()
  const colon = auth.indexOf(':')
  return colon < 1
    ? undefined
    : { username: auth.slice(0, colon), password: new Secret(auth.slice(colon + 1)) }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${file} is not JSON`) // the message of JSON.parse quotes it
  }
}
