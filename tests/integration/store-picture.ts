import type { Redis } from 'iovalkey'
import type { Picture } from './store-model.ts'

/** All that people read, in the form of the model. */
export async function readPicture(client: Redis, prefix: string): Promise<Picture> {
  const picture: Picture = {}
  for (const key of await client.keys(`${prefix}:*`)) {
    const name = key.slice(prefix.length + 1)
    if (/^(window|marks|totals|deliveries|refused)/.test(name)) continue
    const type = await client.type(key)
    if (type === 'set') picture[name] = (await client.smembers(key)).sort()
    else if (type === 'zset') picture[name] = await client.zrange(key, 0, -1)
    else if (type === 'stream') picture[name] = await client.xrange(key, '-', '+')
    else picture[name] = await client.hgetall(key)
    if (name.startsWith('latest:')) {
      const { id, observedAt, quality = '', level } = picture[name] as Record<string, string>
      picture[name] = { id, observedAt, quality, level }
    }
  }
  return picture
}
