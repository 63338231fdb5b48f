import { aForm, aJson } from '../testing/bench.ts'
import { describeDialect } from '../testing/dialect.contract.ts'
import {
  ambientQuery,
  changed,
  ecowittForm,
  ecowittPost,
  keys,
  underground,
  undergroundQuery,
  windguruQuery,
  wowQuery,
} from '../testing/stations.ts'
import { ambient } from './ambient.ts'
import { classic } from './classic.ts'
import { classicInput } from './classic-input.ts'
import { cloudEvents } from './cloud-events.ts'
import { ecowitt } from './ecowitt.ts'
import { pwsWeather } from './pws-weather.ts'

import { sensorThings } from './sensorthings.ts'
import { v1 } from './v1.ts'
import { weatherUnderground } from './weather-underground.ts'
import { windguru } from './windguru.ts'
import { wow } from './wow.ts'

const KEY = 'chaac-key-7f3a'
const bearer = { authorization: `Bearer ${KEY}` }

const reading = { station: 'Tikal', observedAt: '2026-05-01T11:59:00Z', temperature: 31.5, humidity: 80 }
const message = { municipality: 'Amatitlán', temperature: 23, humidity: 60, weather: 'Sunny' }

const tweet = { description: 'llueve otra vez', country: 'GT', weather: 'Lluvioso' }
const measured = { result: 21.5, phenomenonTime: '2026-05-01T11:59:00Z' }
const event = {
  specversion: '1.0',
  id: '7',
  source: 'urn:example:field-north',
  type: 'io.chaac.weather.observation.v1',
  time: '2026-05-01T11:59:00Z',
  subject: 'Tikal',
  data: { temperature: 31.5 },
}
const binary = {
  'ce-specversion': '1.0',
  'ce-id': '7',
  'ce-source': 'urn:example:field-north',
  'ce-type': 'io.chaac.weather.observation.v1',
  'ce-time': '2026-05-01T11:59:00Z',
  'ce-subject': 'Tikal',
}

/** Messages of the original say no time; a key makes them recognizable. */
const keyed = { 'idempotency-key': 'k-1' }

describeDialect({
  dialect: v1,
  good: [
    under(aJson('/v1/readings', reading, 'one reading'), bearer),
    under(aJson('/v1/readings', [reading, { ...reading, station: 'Xela' }], 'an array'), {
      'x-api-key': KEY,
    }),
  ],
  bad: [
    {
      ...under(aJson('/v1/readings', { ...reading, humidity: 900 }, 'an impossible reading'), bearer),
      status: 422,
    },
  ],
  secrets: [KEY],
})

describeDialect({
  dialect: classic,
  good: [
    under(aJson('/weather', message, 'a message with names'), { ...bearer, ...keyed }),
    under(aJson('/tweet', { ...message, municipality: 3, weather: 1 }, 'a message with numbers'), keyed),
  ],
  bad: [{ ...aJson('/weather', { ...message, weather: 'volcanic' }, 'a weather of its own'), status: 422 }],
  secrets: [KEY],
})

describeDialect({
  dialect: classicInput,
  good: [
    under(aJson('/input', tweet, 'a tweet'), { ...bearer, ...keyed }),
    under(aJson('/input', [tweet, { ...tweet, weather: 'Nublado' }], 'an array of tweets'), keyed),
  ],
  bad: [
    { ...aJson('/input', { ...tweet, weather: 'Volcánico' }, 'a weather of its own'), status: 422 },
    { ...aJson('/input', [], 'an empty array'), status: 422 },
    { ...aJson('/input', '{', 'half of a tweet'), status: 400 },
  ],
  secrets: [KEY],
})

describeDialect({
  dialect: sensorThings,
  good: [
    under(aJson('/v1.1/Datastreams(tikal:temperature)/Observations', measured, 'an Observation'), bearer),
    aJson("/v1.1/Datastreams('Tikal:windSpeed')/Observations", measured, 'an Observation of an id in quotes'),
  ],
  bad: [
    {
      ...aJson('/v1.1/Datastreams(7)/Observations', measured, 'a Datastream that is none of ours'),
      status: 422,
    },
    {
      ...aJson('/v1.1/Datastreams(tikal:humidity)/Observations', { result: 900 }, 'an impossible result'),
      status: 422,
    },
    {
      ...aJson('/v1.1/Datastreams(tikal:humidity)/Observations', '{', 'half of an Observation'),
      status: 400,
    },
  ],
  secrets: [KEY],
})

describeDialect({
  dialect: cloudEvents,
  good: [
    under(structured(event, 'a structured event'), bearer),
    structured([event, { ...event, id: '8' }], 'a batch', 'application/cloudevents-batch+json'),
    under(aJson('/events', { temperature: 31.5 }, 'a binary event'), binary),
  ],
  bad: [
    { ...structured({ ...event, type: 'io.example.other' }, 'an event of another type'), status: 422 },
    { ...structured({ ...event, id: undefined }, 'an event without an id'), status: 400 },
    {
      ...structured({ ...event, data: { station: 'a', humidity: 900 } }, 'an impossible reading'),
      status: 422,
    },
    { ...aJson('/events', event, 'an event that is called JSON'), status: 415 },
  ],
  secrets: [KEY],
})

describeDialect({
  dialect: weatherUnderground,
  good: [
    underground(),
    aForm('/weatherstation/updateweatherstation.php', undergroundQuery, 'an update by POST'),
    { what: 'a glued update', target: `/weatherstation/updateweatherstation.php${undergroundQuery}` },
  ],
  bad: [
    ...['ID', 'PASSWORD', 'dateutc', 'action'].map((field) => {
      return { ...underground(changed(undergroundQuery, field), `an update without ${field}`), status: 400 }
    }),
    { ...underground(changed(undergroundQuery, 'tempf', 'warm'), 'a temperature in words'), status: 400 },
    { ...underground(changed(undergroundQuery, 'dateutc', 'yesterday'), 'a day in words'), status: 400 },
    { ...underground(changed(undergroundQuery, 'ID', '%F0%9F%8C%A7'), 'an ID of symbols'), status: 400 },
  ],
  secrets: [keys.underground],
})

describeDialect({
  dialect: pwsWeather,
  good: [{ what: 'an update', target: `/pwsupdate/pwsupdate.php?${undergroundQuery}` }, pwsForm()],
  bad: [
    {
      what: 'an update without PASSWORD',
      target: `/pwsupdate/pwsupdate.php?${changed(undergroundQuery, 'PASSWORD')}`,
      status: 400,
    },
  ],
  secrets: [keys.underground],
})

describeDialect({
  dialect: ecowitt,
  good: [ecowittPost(), aForm('/data/report/el-tikal', ecowittForm, 'an update with a name in the path')],
  bad: [
    { ...ecowittPost(changed(ecowittForm, 'PASSKEY'), 'an update without PASSKEY'), status: 400 },
    { ...ecowittPost(changed(ecowittForm, 'dateutc'), 'an update without dateutc'), status: 400 },
    { ...ecowittPost(changed(ecowittForm, 'tempf', 'x'), 'a temperature in words'), status: 400 },
    { ...ecowittPost(`PASSKEY=${keys.passkey}&dateutc=now&tempinf=70.1`, 'a room alone'), status: 400 },
  ],
  secrets: [keys.passkey],
})

describeDialect({
  dialect: ambient,
  good: [
    { what: 'an update', target: `/data/report/?${ambientQuery}` },
    { what: 'a glued update', target: `/data/${ambientQuery}` },
  ],
  bad: [
    {
      what: 'an update without PASSKEY',
      target: `/data/report/?${changed(ambientQuery, 'PASSKEY')}`,
      status: 400,
    },
  ],
  secrets: [keys.mac, encodeURIComponent(keys.mac), keys.mac.replaceAll(':', '')],
})

describeDialect({
  dialect: wow,
  good: [
    { what: 'an update', target: `/automaticreading?${wowQuery}` },
    aForm('/automaticreading', wowQuery, 'an update by POST'),
  ],
  bad: ['siteid', 'siteAuthenticationKey', 'dateutc', 'softwaretype'].map((field) => {
    const target = `/automaticreading?${changed(wowQuery, field)}`
    return { what: `an update without ${field}`, target, status: 400 }
  }),
  secrets: [keys.wow],
})

describeDialect({
  dialect: windguru,
  good: [{ what: 'an update', target: `/upload/api.php?${windguruQuery}` }],
  bad: [
    ...['uid', 'salt', 'hash'].map((field) => {
      const target = `/upload/api.php?${changed(windguruQuery, field)}`
      return { what: `an update without ${field}`, target, status: 400 }
    }),
    {
      what: 'a hash of another kind',
      target: `/upload/api.php?${changed(windguruQuery, 'hash', 'abc')}`,
      status: 400,
    },
  ],
  secrets: [keys.windguru],
})

function structured(input: object, what: string, type = 'application/cloudevents+json') {
  return under(aJson('/events', input, what), { 'content-type': type })
}

function pwsForm() {
  return aForm('/pwsupdate/pwsupdate.php', undergroundQuery, 'an update by POST')
}

function under<T extends { headers?: Record<string, string> }>(
  sample: T,
  headers: Record<string, string>,
): T {
  return { ...sample, headers: { ...sample.headers, ...headers } }
}
