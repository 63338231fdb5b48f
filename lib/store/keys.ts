/** The keys of the store under one prefix: what dashboards and people may rely on. */
export function storeKeys(prefix: string) {
  return {
    /** LIST: the newest readings as the original's JSON, oldest first. */
    list: prefix,
    /** SET: slugs of the stations in the window. */
    stations: `${prefix}:stations`,
    /** ZSET: the same, all with the score 0, so that they are in the order of their names: for a page of them. */
    names: `${prefix}:names`,
    /** HASH: what was stored since the beginning; a function of the set of readings. */
    totals: `${prefix}:totals`,
    /** HASH: what was delivered since the beginning; counts deliveries, so a second one of the same reading too. */
    deliveries: `${prefix}:deliveries`,
    /** STREAM: single readings that were refused, with the reason. */
    refused: `${prefix}:refused`,
    /** STREAM: dead letters in the order of arrival, with the reason. */
    dead: `${prefix}:dead`,
    /** HASH: id of a dead letter to its entry in the stream. */
    deadIndex: `${prefix}:dead:index`,
    /** HASH: id of a dead letter to its event, byte for byte. */
    deadEvents: `${prefix}:dead:events`,
    /** HASH: what became of dead letters since the beginning. */
    deadCounts: `${prefix}:dead:counts`,
    /** ZSET: replays of dead letters in the background, by the time of their beginning. */
    deadReplays: `${prefix}:dead:replays`,
    /** HASH: one of these replays. */
    deadReplay: (id: string) => `${prefix}:dead:replay:${id}`,
    /** SET: slugs of the municipalities in the window. */
    municipalities: `${prefix}:municipalities`,
    /** HASH: how many readings of the window have each condition. */
    conditions: `${prefix}:conditions`,
    /** HASH: the window as a whole. */
    overall: `${prefix}:overall`,
    /** HASH: check of quality to how many values of the window have failed it. */
    quality: `${prefix}:quality`,
    /** STREAM: means of steps of 10 s over everything. */
    readings: `${prefix}:readings`,
    /** HASH: the newest reading of a station. */
    latest: (station: string) => `${prefix}:latest:${station}`,
    /** STREAM: the steps of a station. */
    series: (station: string) => `${prefix}:series:${station}`,
    /** STREAM: the steps of a municipality. */
    municipalitySeries: (slug: string) => `${prefix}:series:municipality:${slug}`,
    /** HASH: readings, means and extremes of a municipality. */
    municipality: (slug: string) => `${prefix}:municipality:${slug}`,
    /** HASH: municipality to its mean over the window. */
    average: (measurement: 'temperature' | 'humidity') => `${prefix}:average:${measurement}`,
  }
}
