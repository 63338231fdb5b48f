import { compareMunicipality, compareSteps, compareTotal, type Difference, unequal } from './compare.ts'
import type { Ledger, Note } from './ledger.ts'
import { markOf } from './marks.ts'
import type { DeadLetters, Marks, Picture } from './picture.ts'
import type { Stations } from './stations.ts'

/** Where to look. Without marks what is missing has no name; without dead letters they are not looked through. */
export type Places = {
  picture: Picture
  marks?: Marks | undefined
  deadLetters?: DeadLetters | undefined
  /**
   * Given where nobody else has ever sent anything: the counters of the whole must be ours as well, and these events
   * must lie in the dead letters, each as `broker id`.
   */
  alone?: { deadEvents(): string[] } | undefined
}

/** The account. All but `deadEvents` count distinct readings. */
export type Balance = {
  begun: number
  acknowledged: number
  stored: number
  /** Acknowledged and not stored, but in the dead letters, or refused by a consumer with its reason. */
  dead: number
  refused: number
  /** Acknowledged, and nowhere. */
  missing: number
  /** Events in the dead letters. */
  deadEvents: number
  /** Some of what is missing. */
  missed: readonly Note[]
  differences: readonly Difference[]
}

/** How much of it is written down. */
const SHOWN = 50

/** When the readings were sent, in milliseconds since 1970. */
export type Period = { from: number; to: number }

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Compares what was sent with what the pipeline holds. Rejects while it cannot be asked. */
export async function balance(
  ledger: Ledger,
  stations: Stations,
  period: Period,
  { picture, marks, deadLetters, alone }: Places,
): Promise<Balance> {
  const { reference, acknowledged } = ledger
  const differences: Difference[] = []
  let inSeries = 0
  for (const station of [...stations.clocked, ...stations.clockless]) {
    const sums = reference.stations.get(station)
    if (sums === undefined) continue
    const seen = await picture.series(station, period.from, period.to)
    inSeries += seen.reduce((sum, { readings }) => sum + readings, 0)
    const steps = reference.steps.get(station)
    differences.push(
      ...(steps === undefined ? compareTotal(station, sums, seen) : compareSteps(station, steps, seen)),
    )
  }
  for (const [slug, sums] of reference.municipalities) {
    differences.push(...compareMunicipality(slug, sums, await picture.municipality(slug)))
  }
  if (alone) differences.push(...(await compareWhole(ledger, picture)))

  const remembered = await marks?.read()
  const absent =
    remembered === undefined ? [] : [...acknowledged].filter(([id]) => !remembered.has(markOf(id)))
  if (alone && remembered !== undefined) {
    differences.push(...unequal('ids that the store remembers', ledger.begun, remembered.size))
  }
  const letters = (await deadLetters?.list()) ?? []
  if (alone && deadLetters) {
    const events = letters.map(({ event }) => event).sort()
    differences.push(
      ...unequal('events in the dead letters', alone.deadEvents().sort().join(), events.join()),
    )
  }
  const isShort = absent.length > 0 || inSeries < acknowledged.size
  const dead = new Set(isShort ? letters.flatMap(({ readings }) => readings) : [])
  const refused = isShort ? idsIn(await picture.refused()) : new Set<string>()
  const missed = absent.filter(([id]) => !dead.has(id) && !refused.has(id)).map(([, note]) => note)
  const stored = remembered === undefined ? inSeries : acknowledged.size - absent.length
  const isOurs = (id: string) =>
    acknowledged.has(id) && (remembered === undefined || !remembered.has(markOf(id)))
  const account = {
    begun: ledger.begun,
    acknowledged: acknowledged.size,
    stored,
    dead: [...dead].filter(isOurs).length,
    refused: [...refused].filter((id) => isOurs(id) && !dead.has(id)).length,
    deadEvents: letters.length,
  }
  const missing = account.acknowledged - account.stored - account.dead - account.refused
  return { ...account, missing, missed: missed.slice(0, SHOWN), differences }
}

/** True when all that was sent was acknowledged, and all that was acknowledged is accounted for, once. */
export function isBalanced({ begun, acknowledged, missing, differences, dead, refused }: Balance): boolean {
  // What is dead or refused is missing from every sum of the picture: the account itself then is the proof.
  const explained = dead + refused > 0 ? [] : differences
  return begun === acknowledged && missing === 0 && explained.length === 0
}

function idsIn(texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => text.match(UUID) ?? []))
}

async function compareWhole({ reference, begun }: Ledger, picture: Picture): Promise<Difference[]> {
  const [counters, conditions] = await Promise.all([picture.counters(), picture.conditions()])
  return [
    ...unequal('readings stored since the beginning', begun, counters.stored),
    ...unequal('readings in the window', begun, counters.readings),
    ...unequal('stations in the window', reference.stations.size, counters.stations),
    ...unequal('late readings', 0, counters.late),
    ...[...reference.all.conditions].flatMap(([condition, readings]) =>
      unequal(`readings that are ${condition}`, readings, conditions[condition] ?? 0),
    ),
  ]
}
