import type { Redis } from 'iovalkey'
import { TransientError } from '#lib/platform/errors.ts'
import { withValkey } from '#lib/store/connection.ts'
import { storeKeys } from '#lib/store/keys.ts'
import { fromLatestFields } from '#lib/store/latest.ts'
import type { Picture } from './picture.ts'

/** The picture in Valkey. It only reads. */
export function createValkeyPicture(client: Redis, prefix: string): Picture {
  const keys = storeKeys(prefix)
  return {
    async stations() {
      return (await withValkey(client, () => client.smembers(keys.stations))).sort()
    },
    async latest(stations) {
      if (stations.length === 0) return []
      const pipeline = client.pipeline()
      for (const station of stations) pipeline.hgetall(keys.latest(station))
      const hashes = await withValkey(client, () => pipeline.exec())
      return (hashes ?? []).map(([error, hash]) => {
        if (error) throw new TransientError(`valkey: ${error.message}`, { cause: error })
        return fromLatestFields(hash as Record<string, string>)
      })
    },
    async counters() {
      const [totals, deliveries] = await withValkey(client, () =>
        Promise.all([client.hgetall(keys.totals), client.hgetall(keys.deliveries)]),
      )
      return {
        stored: Number(totals.stored ?? 0),
        duplicates: Number(deliveries.duplicates ?? 0),
        late: Number(deliveries.late ?? 0),
        refused: Number(deliveries.refused ?? 0),
        delivered: { kafka: Number(deliveries.kafka ?? 0), rabbitmq: Number(deliveries.rabbitmq ?? 0) },
      }
    },
  }
}
