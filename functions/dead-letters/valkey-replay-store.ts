import { randomUUID } from 'node:crypto'
import type { Redis } from 'iovalkey'
import { withValkey } from '#lib/store/connection.ts'
import { storeKeys } from '#lib/store/keys.ts'
import { callFunction } from '#lib/store/library.ts'
import { library } from './library.ts'
import type { Replay, Replays } from './replay/replays.ts'

/** How long the right to work lasts when it is not kept: so long does a replay rest after a crash. */
const LEASE_MS = 10_000

/** So many replays are remembered, and for so long. */
const MAX_REPLAYS = 100
const MEMORY_MS = 30 * 24 * 3_600_000

/** Replays of dead letters in Valkey. */
export function createValkeyReplays(client: Redis, prefix: string, now = Date.now): Replays {
  const keys = storeKeys(prefix)

  const call = (name: string, ...args: string[]) =>
    withValkey(client, () => callFunction(client, library, name, prefix, args))

  async function read(ids: readonly string[]): Promise<Replay[]> {
    const found = await withValkey(client, () =>
      Promise.all(ids.map((id) => client.hgetall(keys.deadReplay(id)))),
    )
    return found.flatMap((fields, at) =>
      fields.state === undefined ? [] : [toReplay(ids[at] ?? '', fields)],
    )
  }

  async function note(id: string, fields: Record<string, string>): Promise<void> {
    const updatedAt = String(now())
    await withValkey(client, () => client.hset(keys.deadReplay(id), { ...fields, updatedAt }))
  }

  return {
    async start(filter, rate) {
      const id = randomUUID()
      const at = now()
      const [newest] = await withValkey(client, () => client.xrevrange(keys.dead, '+', '-', 'COUNT', 1))
      const fields = {
        state: 'running',
        filter: JSON.stringify(filter),
        rate: String(rate),
        startedAt: String(at),
        updatedAt: String(at),
        until: newest?.[0] ?? '0-0',
      }
      await withValkey(client, () =>
        client
          .multi()
          .hset(keys.deadReplay(id), fields)
          .pexpire(keys.deadReplay(id), MEMORY_MS)
          .zadd(keys.deadReplays, at, id)
          .zremrangebyrank(keys.deadReplays, 0, -MAX_REPLAYS - 1)
          .exec(),
      )
      return toReplay(id, fields)
    },
    find: async (id) => (await read([id]))[0],
    async list() {
      return read(await withValkey(client, () => client.zrevrange(keys.deadReplays, 0, -1)))
    },
    pass: async (id, entry) => void (await call('pass', String(now()), id, entry)),
    trouble: (id, trouble) => note(id, { trouble }),
    async end(id, state) {
      const [replay] = await read([id])
      if (replay?.state === 'running') await note(id, { state, trouble: '' })
    },
    lease: async (token) => (await call('lease', token, String(LEASE_MS))) === 1,
    release: async (token) => void (await call('release', token)),
  }
}

function toReplay(id: string, fields: Readonly<Record<string, string>>): Replay {
  const number = (name: string) => Number(fields[name] ?? 0)
  return {
    id,
    state: fields.state === 'done' || fields.state === 'cancelled' ? fields.state : 'running',
    filter: JSON.parse(fields.filter ?? '{}'),
    rate: number('rate'),
    replayed: number('replayed'),
    readings: number('readings'),
    skipped: number('skipped'),
    trouble: fields.trouble || undefined,
    startedAt: number('startedAt'),
    updatedAt: number('updatedAt'),
    cursor: fields.cursor || undefined,
    until: fields.until ?? '0-0',
  }
}
