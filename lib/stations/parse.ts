import type * as z from 'zod'
import { toSlug } from '#lib/domain/slug.ts'
import { messageOf } from '#lib/platform/errors.ts'
import { problemsOf, type Station, stationSchema, stationsFileSchema } from './schema.ts'

/** The stations in a file that is right, or everything that is wrong with it; no value of the file is in that. */
export type Parsed = { stations: readonly Station[] } | { problems: readonly string[] }

/** Reads the text of stations.json. Never throws. */
export function parseStations(text: string): Parsed {
  const json = parseJson(text)
  if ('problem' in json) return { problems: [json.problem] }
  const whole = stationsFileSchema.safeParse(json.value)
  const problems = whole.success ? [] : describe(whole.error)
  // The rules between stations are tried on those that are right by themselves, so that one look tells everything.
  const stations = eachOf(json.value).map((one) => stationSchema.safeParse(one).data)
  for (const [index, station] of stations.entries()) {
    if (station === undefined) continue
    problems.push(...problemsOf(station).map((problem) => `stations[${index}].${problem}`))
  }
  problems.push(...clashes(stations))
  return problems.length > 0 || !whole.success ? { problems } : { stations: whole.data.stations }
}

/** What two stations cannot both have. */
function clashes(stations: readonly (Station | undefined)[]): string[] {
  const problems: string[] = []
  const ids = new Map<string, number>()
  const identities = new Map<string, number>()
  const names = new Map<string, { name: string; index: number }>()
  const keys = new Map<string, { entry: string; index: number }>()
  for (const [index, station] of stations.entries()) {
    if (station === undefined) continue
    const at = `stations[${index}]`
    const same = ids.get(station.id)
    if (same === undefined) ids.set(station.id, index)
    else problems.push(`${at}.id: is that of stations[${same}] too`)
    for (const key of station.keys ?? []) {
      const entry = JSON.stringify([key.salt, key.hash])
      const known = keys.get(key.id)
      // One entry under several stations is a gateway's key.
      if (known === undefined) keys.set(key.id, { entry, index })
      else if (known.entry !== entry || known.index === index)
        problems.push(`${at}.keys: has the id of another key, of stations[${known.index}]`)
    }
    if (station.municipality === undefined) continue
    const slug = toSlug(station.municipality)
    const known = names.get(slug)
    if (known === undefined) names.set(slug, { name: station.municipality, index })
    else if (known.name !== station.municipality)
      problems.push(`${at}.municipality: is written in another way than in stations[${known.index}]`)
  }
  for (const [index, station] of stations.entries()) {
    for (const [dialect, own] of Object.entries(station?.identities ?? {})) {
      for (const [n, identity] of own.entries()) {
        const key = identityKey(dialect, identity)
        const other = identities.get(key) ?? ids.get(toSlug(identity))
        identities.set(key, index)
        if (other !== undefined && (other !== index || own.findIndex((one) => same(one, identity)) < n))
          problems.push(`stations[${index}].identities.${dialect}[${n}]: names stations[${other}] too`)
      }
    }
  }
  return problems
}

/** Under what an identity is looked for: firmware writes IDs in upper and in lower case. */
export function identityKey(dialect: string, identity: string): string {
  return `${dialect}\n${identity.toLowerCase()}`
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function eachOf(value: unknown): unknown[] {
  const stations = (value as { stations?: unknown } | null)?.stations
  return Array.isArray(stations) ? stations : []
}

function describe(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => {
    const where = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')
    return `${where.replace(/^\./, '') || 'the file'}: ${message}`
  })
}

/** The message of JSON.parse quotes the text, which has hashes in it: only the place is told. */
function parseJson(text: string): { value: unknown } | { problem: string } {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    const [place] = /line \d+ column \d+/.exec(messageOf(error)) ?? []
    return { problem: `the file is not JSON${place === undefined ? '' : `, at ${place}`}` }
  }
}
