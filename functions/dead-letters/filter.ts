import { isReplayable, type Letter } from './letter.ts'

/** Which letters are meant. What is left out does not matter. Times of arrival in milliseconds, `to` excluded. */
export type Filter = {
  reason?: string | undefined
  station?: string | undefined
  source?: string | undefined
  replayable?: boolean | undefined
  from?: number | undefined
  to?: number | undefined
}

/** Whether a letter is meant. The time is not looked at: it is where the search begins and ends. */
export function matches(letter: Letter, { reason, station, source, replayable }: Filter): boolean {
  if (reason !== undefined && !letter.reason.toLowerCase().includes(reason.toLowerCase())) return false
  if (station !== undefined && !letter.stations.includes(station)) return false
  if (source !== undefined && letter.broker !== source && letter.source !== source) return false
  return replayable === undefined || replayable === isReplayable(letter)
}
