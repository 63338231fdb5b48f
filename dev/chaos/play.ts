import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf } from '#lib/platform/errors.ts'
import type { Fault, Scene } from './fault.ts'

/** A fault as it came about: when it had begun and was mended, in milliseconds since the beginning. */
export type Played = Fault & { began: number; mended: number; failure?: string }

/**
 * Plays a schedule. A target that is still being broken or mended keeps the next fault waiting: one fault a target at a
 * time. Resolves when everything is mended. What cannot be mended is told in `failure`.
 */
export async function play(schedule: readonly Fault[], scene: Scene, signal: AbortSignal): Promise<Played[]> {
  const start = performance.now()
  const now = () => Math.round(performance.now() - start)
  const busy = new Map<string, Promise<unknown>>()
  const played: Promise<Played>[] = []
  for (const fault of schedule) {
    await sleep(Math.max(0, fault.at - now()), undefined, { signal }).catch(() => {})
    if (signal.aborted) break
    const before = Promise.all(fault.targets.map((target) => busy.get(target)))
    const done = before.then(() => (signal.aborted ? { ...fault, began: 0, mended: 0 } : one(fault)))
    for (const target of fault.targets) busy.set(target, done)
    played.push(done)
  }
  return Promise.all(played)

  async function one(fault: Fault): Promise<Played> {
    const { kind, targets, lasts } = fault
    const failures: string[] = []
    const each = async (step: 'begin' | 'end') => {
      for (const end of await Promise.allSettled(targets.map((target) => scene[step](kind, target)))) {
        if (end.status === 'rejected') failures.push(messageOf(end.reason))
      }
    }
    const began = now()
    await each('begin')
    await sleep(lasts, undefined, { signal }).catch(() => {})
    await each('end') // whatever happens
    return {
      ...fault,
      began,
      mended: now(),
      ...(failures.length === 0 ? {} : { failure: failures.join('; ') }),
    }
  }
}
