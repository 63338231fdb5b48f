/** The keys of the store that the dashboards read, under the prefix that it has by default. */
export const keys = {
  municipalities: 'weather:municipalities',
  stations: 'weather:stations',
  averageTemperature: 'weather:average:temperature',
  averageHumidity: 'weather:average:humidity',
  conditions: 'weather:conditions',
  overall: 'weather:overall',
  readings: 'weather:readings',
  quality: 'weather:quality',
  totals: 'weather:totals',
  deliveries: 'weather:deliveries',
  refused: 'weather:refused',
  dead: 'weather:dead',
  municipality: (slug: string) => `weather:municipality:${slug}`,
  municipalitySeries: (slug: string) => `weather:series:municipality:${slug}`,
  latest: (station: string) => `weather:latest:${station}`,
  series: (station: string) => `weather:series:${station}`,
} as const
