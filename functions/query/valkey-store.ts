import type { Redis } from 'iovalkey'
import { TransientError } from '#lib/platform/errors.ts'
import { withValkey } from '#lib/store/connection.ts'
import { storeKeys } from '#lib/store/keys.ts'
import { fromLatestFields } from '#lib/store/latest.ts'
import { inStoreCall } from '#lib/store/telemetry.ts'
import {
  type Fields,
  toDeadLetter,
  toMunicipality,
  toNumbers,
  toRefusal,
  toStep,
  toSummary,
} from './fields.ts'
import type { Picture, Subject } from './picture.ts'

type Entry = [id: string, fields: string[]]

/** The picture in Valkey. It only reads: ZRANGE, SMEMBERS, HGETALL, XRANGE and XREVRANGE are all that it needs. */
export function createValkeyPicture(client: Redis, prefix: string): Picture {
  const keys = storeKeys(prefix)
  const summaryKeys = [keys.overall, keys.totals, keys.deliveries, keys.deadCounts, keys.quality]

  /** Reads hashes in one go. */
  async function hashes(wanted: readonly string[]): Promise<Fields[]> {
    if (wanted.length === 0) return []
    const pipeline = client.pipeline()
    for (const key of wanted) pipeline.hgetall(key)
    const run = () => withValkey(client, () => pipeline.exec())
    const answers = await inStoreCall(client, 'PIPELINE', undefined, run)
    return (answers ?? []).map(([error, answer]) => {
      if (error) throw new TransientError(`valkey: ${error.message}`, { cause: error })
      return answer as Fields
    })
  }

  async function members(key: string): Promise<string[]> {
    return (await withValkey(client, () => client.smembers(key))).sort()
  }

  function seriesOf(subject: Subject): string {
    if (subject.of === 'everything') return keys.readings
    return subject.of === 'station' ? keys.series(subject.slug) : keys.municipalitySeries(subject.slug)
  }

  return {
    stations(limit, after) {
      const from = after === undefined ? '-' : `(${after}`
      return withValkey(client, () => client.zrange(keys.names, from, '+', 'BYLEX', 'LIMIT', 0, limit))
    },
    municipalities: () => members(keys.municipalities),
    async latest(stations) {
      return (await hashes(stations.map(keys.latest))).map(fromLatestFields)
    },
    async municipality(slugs) {
      const found = await hashes(slugs.map(keys.municipality))
      return slugs.map((slug, index) => toMunicipality(slug, found[index] ?? {}))
    },
    async summary() {
      return toSummary(await hashes(summaryKeys))
    },
    async conditions() {
      const [conditions = {}] = await hashes([keys.conditions])
      return toNumbers(conditions)
    },
    async overview() {
      const further = [keys.average('temperature'), keys.average('humidity'), keys.conditions]
      const found = await hashes([...summaryKeys, ...further])
      const [temperature = {}, humidity = {}, conditions = {}] = found.slice(summaryKeys.length)
      return {
        ...toSummary(found),
        averages: { temperature: toNumbers(temperature), humidity: toNumbers(humidity) },
        conditions: toNumbers(conditions),
      }
    },
    async steps(subject, from, to) {
      if (to <= from) return []
      const key = seriesOf(subject)
      const entries = await withValkey(client, () => client.xrange(key, String(from), String(to - 1)))
      return (entries as Entry[]).map(([id, fields]) => toStep(id, toFields(fields)))
    },
    async refused(limit, before) {
      if (before !== undefined && /^0+-0+$/.test(before)) return [] // before the first that there can be, says Valkey
      const last = before === undefined ? '+' : `(${before}`
      const entries = await withValkey(client, () =>
        client.xrevrange(keys.refused, last, '-', 'COUNT', limit),
      )
      return (entries as Entry[]).map(([id, fields]) => toRefusal(id, toFields(fields)))
    },
    async dead(limit) {
      const entries = await withValkey(client, () => client.xrevrange(keys.dead, '+', '-', 'COUNT', limit))
      return (entries as Entry[]).map(([id, fields]) => toDeadLetter(id, toFields(fields)))
    },
  }
}

function toFields(flat: readonly string[]): Fields {
  const fields: Record<string, string> = {}
  for (let at = 0; at < flat.length; at += 2) fields[flat[at] ?? ''] = flat[at + 1] ?? ''
  return fields
}
