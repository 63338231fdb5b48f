import { aForm, type Sample } from './bench.ts'

/** Keys as stations send them; whoever finds one of them anywhere else has found a leak. */
export const keys = {
  underground: 'Xq7pW2rT',
  passkey: '6F1E4C0D9B2A57838E4D1C6BA0957F32',
  mac: 'A4:CF:12:0B:77:E9',
  wow: '739251',
  windguru: '1f0c5a9be27d4836b05e8ac41d92f763',
} as const

/** Queries and forms of stations that stand in the same weather: 22.5 °C, 61%, 1016.3 hPa, a breeze, 1.2 mm an hour. */
const sensors =
  'tempf=72.5&humidity=61&windspeedmph=4.47&windgustmph=8.05&winddir=48&solarradiation=412.3&UV=4'
const time = 'dateutc=2026-05-01%2011:59:30'

export const undergroundQuery = [
  `ID=IGUATE17&PASSWORD=${keys.underground}&action=updateraw&${time}&${sensors}`,
  'dewptf=58.3&baromin=30.012&absbaromin=25.301&rainin=0.047&dailyrainin=0.315&weeklyrainin=1.102',
  'monthlyrainin=1.102&yearlyrainin=14.327&indoortempf=75.2&indoorhumidity=47',
  'softwaretype=EasyWeatherV1.6.4&realtime=1&rtfreq=5',
].join('&')

export const ecowittForm = [
  `PASSKEY=${keys.passkey}&stationtype=GW1100B_V2.3.1&runtime=214009&heap=22104&dateutc=2026-05-01+11:59:30`,
  'tempinf=75.2&humidityin=47&baromrelin=30.012&baromabsin=25.301&tempf=72.5&humidity=61&vpd=0.310',
  'winddir=48&windspeedmph=4.47&windgustmph=8.05&maxdailygust=14.99&solarradiation=412.30&uv=4',
  'rainratein=0.047&eventrainin=0.315&hourlyrainin=0.031&dailyrainin=0.315&weeklyrainin=1.102',
  'monthlyrainin=1.102&yearlyrainin=14.327&totalrainin=96.220&temp1f=68.2&humidity1=55&soilmoisture1=33',
  'pm25_ch1=7.0&wh65batt=0&batt1=0&freq=868M&model=GW1100B&interval=60',
].join('&')

export const ambientQuery = [
  `stationtype=AMBWeatherV4.3.4&PASSKEY=${keys.mac}&dateutc=2026-05-01+11:59:30&tempinf=75.2&battin=1`,
  'humidityin=47&baromrelin=30.012&baromabsin=25.301&tempf=72.5&battout=1&humidity=61&winddir=48',
  'windspeedmph=4.47&windgustmph=8.05&maxdailygust=14.99&hourlyrainin=0.047&eventrainin=0.315',
  'dailyrainin=0.315&weeklyrainin=1.102&monthlyrainin=1.102&totalrainin=96.220&solarradiation=412.30&uv=4',
].join('&')

export const wowQuery = [
  `siteid=2f6b1c90-aa41-ec11-b5cf-0003ff59d1c4&siteAuthenticationKey=${keys.wow}&${time}`,
  `softwaretype=WeatherLink1.10&${sensors}&dewptf=58.3&baromin=30.012&rainin=0.010&dailyrainin=0.315`,
].join('&')

export const windguruQuery = [
  `uid=lagoatitlan&salt=20260501115930&hash=${keys.windguru}&unixtime=1777636770&interval=60`,
  'wind_avg=3.9&wind_max=7&wind_min=2.1&wind_direction=48&temperature=22.5&rh=61&mslp=1016.3',
].join('&')

/** What Weather Underground's, Ecowitt's and Ambient's say, in the units of a reading. */
export const measured = {
  observedAt: '2026-05-01T11:59:30.000Z',
  temperature: 22.5,
  humidity: 61,
  pressure: 1016.32,
  windSpeed: 2,
  windGust: 3.6,
  windDirection: 48,
  rainRate: 1.194,
  solarRadiation: 412.3,
  uvIndex: 4,
  condition: 'rainy',
} as const

/** The request with this query of Weather Underground's. */
export function underground(query = undergroundQuery, what = 'an update'): Sample {
  return { what, target: `/weatherstation/updateweatherstation.php?${query}` }
}

/** The request with this form of Ecowitt's. */
export function ecowittPost(form = ecowittForm, what = 'an update'): Sample {
  return aForm('/data/report/', form, what)
}

/** A query with a field changed, or left out where it becomes nothing. */
export function changed(query: string, field: string, value?: string): string {
  const others = query.split('&').filter((part) => part.split('=')[0] !== field)
  return [...others, ...(value === undefined ? [] : [`${field}=${value}`])].join('&')
}
