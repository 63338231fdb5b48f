import type { Exposure, Fault, FaultKind } from './fault.ts'
import { createRandom, type Random } from './random.ts'

/** Nothing breaks so early: a queue that RabbitMQ 3.10 has just declared may not outlive a kill in its first seconds. */
export const CALM_FIRST_MS = 6_000

/** Nothing is broken any more so long before the end. */
export const CALM_LAST_MS = 6_000

/** How far apart faults begin, on average. Those of different targets may overlap. */
const GAP_MS = 4_000

/** How long each kind lasts, at least and at most. Short ones are more common. */
const lengths: Record<FaultKind, [least: number, most: number]> = {
  kill: [100, 4_000],
  stop: [100, 4_000],
  pause: [500, 8_000],
  cut: [0, 0],
  refuse: [300, 6_000],
  freeze: [500, 8_000],
  lose: [500, 8_000],
  fill: [2_000, 6_000],
  poison: [0, 0],
}

/** The faults of a run of so many milliseconds: always the same for the same seed. All kinds come in turn. */
export function makeSchedule(seed: number, lengthMs: number, exposed: readonly Exposure[]): Fault[] {
  const random = createRandom(seed)
  const faults: Fault[] = []
  let deck: Pick<Fault, 'kind' | 'targets'>[] = []
  const gap = () => GAP_MS * (0.25 + 1.5 * random.next())
  for (let at = CALM_FIRST_MS; at < lengthMs - CALM_LAST_MS; at += gap()) {
    if (deck.length === 0) deck = random.shuffled(cards(exposed))
    const card = deck.pop()
    if (card === undefined) break
    const lasts = Math.min(lengthOf(card.kind, random), lengthMs - CALM_LAST_MS - at)
    faults.push({ at: Math.round(at), ...card, lasts: Math.round(lasts) })
  }
  return faults
}

function cards(exposed: readonly Exposure[]): Pick<Fault, 'kind' | 'targets'>[] {
  return exposed.flatMap(({ targets, kinds }) => kinds.map((kind) => ({ kind, targets })))
}

function lengthOf(kind: FaultKind, random: Random): number {
  const [least, most] = lengths[kind]
  return least + (most - least) * random.next() ** 2
}
