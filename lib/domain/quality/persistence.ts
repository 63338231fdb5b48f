import { type Judged, LOOK_BACK, type Minute } from './history.ts'

/**
 * Within so many minutes a value must vary, by WMO's guidelines for automatic stations: by 0.1 °C and by 1 %, which is
 * what sensors can tell apart (ET-AWS-4, document 4(1), annex 1).
 */
export const STUCK_AFTER = 60

/** In fog and rain a sensor rests at the top of its scale for hours, and is right: from here on (thousandths of %). */
export const SATURATED = 95_000

/** True when this value may last. */
export function mayLast(name: Judged, value: number): boolean {
  return name === 'humidity' && value >= SATURATED
}

/**
 * Level 2, persistence: the minutes in which a sensor was stuck: those of a run of one and the same value that spans
 * the time in which it must vary. All minutes of the run are meant, also the first.
 * @param minutes the station's minutes in order
 */
export function stuckMinutes(name: Judged, minutes: readonly Minute[]): Set<number> {
  const runs: Minute[][] = []
  for (const one of minutes) {
    const run = runs.at(-1)
    if (run !== undefined && goesOn(name, run.at(-1), one)) run.push(one)
    else runs.push([one])
  }
  const stuck = runs.filter((run) => (run.at(-1)?.minute ?? 0) - (run[0]?.minute ?? 0) >= STUCK_AFTER)
  return new Set(stuck.flat().map(({ minute }) => minute))
}

function goesOn(name: Judged, last: Minute | undefined, next: Minute): boolean {
  if (last === undefined || next.minute - last.minute > LOOK_BACK || mayLast(name, next.least)) return false
  return [last.greatest, next.least, next.greatest].every((value) => value === last.least)
}
