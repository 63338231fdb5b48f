/**
 * When each of many stations is due: a ring of slots, each a list of stations that are linked by number. It holds a
 * million of them in a few megabytes, and costs the same for each, however many there are.
 */
export type Wheel = {
  /** Enters a station, which is in no slot, for a time in ms from now on; beyond the ring it is turned round once more. */
  enter(station: number, at: number): void
  /** Takes out all who are due until a time, in the order of their slots. */
  due(until: number, each: (station: number) => void): void
}

const NONE = -1

/** @param slotMs how finely times are told; @param slots how many of them the ring has */
export function createWheel(stations: number, began: number, slotMs = 10, slots = 65_536): Wheel {
  const first = new Int32Array(slots).fill(NONE)
  const next = new Int32Array(stations).fill(NONE)
  const slotOf = new Float64Array(stations)
  let turned = 0

  function enterSlot(station: number, slot: number): void {
    slotOf[station] = slot
    const place = slot % slots
    next[station] = first[place] ?? NONE
    first[place] = station
  }

  return {
    enter: (station, at) => enterSlot(station, Math.max(turned, Math.floor((at - began) / slotMs))),
    due(until, each) {
      for (; began + (turned + 1) * slotMs <= until; turned += 1) {
        const place = turned % slots
        let station = first[place] ?? NONE
        first[place] = NONE
        while (station !== NONE) {
          const following = next[station] ?? NONE
          if ((slotOf[station] ?? 0) > turned) enterSlot(station, slotOf[station] ?? 0)
          else each(station)
          station = following
        }
      }
    },
  }
}
