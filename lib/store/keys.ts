/** The keys of the store under one prefix: what dashboards and people may rely on. */
export function storeKeys(prefix: string) {
  return {
    /** LIST: the newest readings as the original's JSON, oldest first. */
    list: prefix,
    /** SET: slugs of the stations in the window. */
    stations: `${prefix}:stations`,
    /** HASH: what was stored since the beginning; a function of the set of readings. */
    totals: `${prefix}:totals`,
    /** HASH: what was delivered since the beginning; counts deliveries, so a second one of the same reading too. */
    deliveries: `${prefix}:deliveries`,
    /** STREAM: single readings that were refused, with the reason. */
    refused: `${prefix}:refused`,
    /** SET: slugs of the municipalities in the window. */
    municipalities: `${prefix}:municipalities`,
    /** HASH: a municipality's mean over the window. */
    average: (name: 'temperature' | 'humidity') => `${prefix}:average:${name}`,
    /** HASH: how many readings of the window have each condition. */
    conditions: `${prefix}:conditions`,
    /** HASH: the window as a whole. */
    overall: `${prefix}:overall`,
    /** HASH: the window of a municipality. */
    municipality: (slug: string) => `${prefix}:municipality:${slug}`,
    /** STREAM: means of steps of 10 s of a station, of `municipality:<slug>`. */
    series: (name: string) => `${prefix}:series:${name}`,
    /** STREAM: the same of all readings. */
    readings: `${prefix}:readings`,
    /** HASH: the newest reading of a station. */
    latest: (station: string) => `${prefix}:latest:${station}`,
  }
}
