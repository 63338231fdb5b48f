import { dashboard } from './dashboard.ts'
import { keys } from './keys.ts'
import { choice, words } from './variables.ts'
import { municipality } from './weather/municipality.ts'
import { network } from './weather/network.ts'
import { averages, extremes } from './weather/over-all.ts'
import { everyStation, station } from './weather/station.ts'

/** The weather: the three rows of the assignment first, then what an operator of stations looks at. */
export const weather = dashboard({
  uid: 'chaac-weather',
  title: 'Weather',
  description: 'The weather of the last hour, as stations have reported it.',
  variables: [
    choice('municipality', 'Municipality', keys.municipalities),
    words('label', 'Your label', 'The weather now'),
    choice('station', 'Station', keys.stations),
    choice('stations', 'Tiles of', keys.stations, { multi: true }),
  ],
  sections: [extremes, averages, municipality, network, station, everyStation],
})
