import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { markOf } from '../dev/chaos/marks.ts'
import type { Marks, Picture, SeenCounters } from '../dev/chaos/picture.ts'
import type { Said } from './said.ts'

/** Where to look: what query shows; and the store itself, where it can be reached. */
export type Places = { picture: Pick<Picture, 'counters'>; marks?: Pick<Marks, 'read'> | undefined }

/** Readings: those that were acknowledged, and what became of them. */
export type Account = {
  acknowledged: number
  stored: number
  delivered: { kafka: number; rabbitmq: number }
  /** Delivered a second time, by the other broker as a rule, and not counted again. */
  duplicates: number
  refused: number
  late: number
  /** Ids that answers have told, and how many of them the store does not remember; undefined where nobody can look. */
  told: number
  unknown: number | undefined
}

/** How long the store may take, and how long nothing may move at the end: a second copy would show by then. */
export type Patience = { withinMs: number; calmMs: number }

/** Opens an account before anything is sent. Nobody else may send until it is settled. */
export async function openAccount({ picture, marks }: Places): Promise<{
  settle(said: Pick<Said, 'acknowledged' | 'ids'>, patience: Patience): Promise<Account>
}> {
  const before = await picture.counters()

  async function compare({ acknowledged, ids }: Pick<Said, 'acknowledged' | 'ids'>): Promise<Account> {
    const after = await picture.counters()
    const remembered = await marks?.read()
    const grown = (of: (counters: SeenCounters) => number) => of(after) - of(before)
    return {
      acknowledged,
      stored: grown(({ stored }) => stored),
      delivered: {
        kafka: grown(({ delivered }) => delivered.kafka),
        rabbitmq: grown(({ delivered }) => delivered.rabbitmq),
      },
      duplicates: grown(({ duplicates }) => duplicates),
      refused: grown(({ refused }) => refused),
      late: grown(({ late }) => late),
      told: ids.length,
      unknown: remembered && ids.filter((id) => !remembered.has(markOf(id))).length,
    }
  }

  return {
    async settle(said, { withinMs, calmMs }) {
      for (const end = performance.now() + withinMs; ; await sleep(250)) {
        const found = await compare(said)
        await sleep(isBalanced(found) ? calmMs : 0)
        const again = await compare(said)
        if (isBalanced(again) && isDeepStrictEqual(found, again)) return again
        if (performance.now() > end) return again
      }
    },
  }
}

/** True when all that was acknowledged is stored, once, and nothing else is. */
export function isBalanced({ acknowledged, stored, refused, late, unknown = 0 }: Account): boolean {
  return stored === acknowledged && refused === 0 && late === 0 && unknown === 0
}
