/** Reports of a fleet: each station has a place, and its weather moves slowly around that of its town. */
export type Reports = {
  /** The body of one report of POST /v1/readings, observed at a time in ms. */
  body(station: number, at: number): string
}

/** Towns of about so many stations: as many as a city has. */
const STATIONS_A_TOWN = 250

/** The same for the same station and time, so that a report which is sent again is the same reading. */
export const reports: Reports = {
  body(station, at) {
    const town = Math.floor(station / STATIONS_A_TOWN)
    const wave = Math.sin(at / 3_600_000 + town)
    const own = ((station * 2_654_435_761) % 1_000) / 1_000
    const temperature = (19 + 7 * wave + 2 * own).toFixed(1)
    const humidity = Math.round(65 - 20 * wave + 5 * own)
    const wind = (2 + wave + own).toFixed(1)
    return `{"station":"f${station}","municipality":"town-${town}","observedAt":"${new Date(at).toISOString()}","temperature":${temperature},"humidity":${humidity},"windSpeed":${wind}}`
  },
}
