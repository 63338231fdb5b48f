import { expect, test } from 'vitest'
import { aKey } from '#lib/testing/stations.ts'
import { parseStations } from './parse.ts'

const { entry } = aKey()
const full = {
  id: 'tikal',
  name: 'Tikal, Templo IV',
  municipality: 'Flores',
  position: { latitude: 17.222, longitude: -89.6237 },
  elevation: 255,
  identities: { 'weather-underground': ['IFLORES1'], ecowitt: [`hmac:${'0f'.repeat(16)}`] },
  keys: [entry],
  interval: 60,
  readingsPerMinute: 30,
  limits: { temperature: { min: 5, max: 45 } },
}

const problemsOf = (...stations: object[]) => {
  const parsed = parseStations(JSON.stringify({ stations }))
  return 'problems' in parsed ? parsed.problems : []
}

test('everything that can be said, and nothing but an id', () => {
  expect(parseStations(JSON.stringify({ $schema: './x.json', stations: [full, { id: 'xela' }] }))).toEqual({
    stations: [full, { id: 'xela' }],
  })
})

test('all that is wrong is told at once, within stations and between them', () => {
  const problems = problemsOf(
    { ...full, elevation: 99_999, colour: 'red' },
    { id: 'xela', municipality: 'Quetzaltenango', limits: { humidity: { min: 9, max: -5 } } },
    { id: 'xela', municipality: 'QUETZALTENANGO' },
  )
  expect(problems).toEqual([
    expect.stringContaining('stations[0].elevation'),
    expect.stringContaining('colour'),
    'stations[1].limits.humidity: lies outside of what is possible, 0 to 100',
    'stations[1].limits.humidity: min is greater than max',
    'stations[2].id: is that of stations[1] too',
    'stations[2].municipality: is written in another way than in stations[1]',
  ])
})

test.each<[string, object[], string]>([
  [
    'an identity of two stations, in whatever case',
    [
      { id: 'a', identities: { wow: ['X1'] } },
      { id: 'b', identities: { wow: ['x1'] } },
    ],
    'stations[1].identities.wow[0]: names stations[0] too',
  ],
  [
    "an identity that is another station's id",
    [{ id: 'b', identities: { wow: ['A-1'] } }, { id: 'a-1' }],
    'stations[0].identities.wow[0]: names stations[1] too',
  ],
  [
    'an identity twice',
    [{ id: 'b', identities: { wow: ['x', 'X'] } }],
    'stations[0].identities.wow[1]: names stations[0] too',
  ],
  [
    'one key twice',
    [{ id: 'a', keys: [entry, entry] }],
    'stations[0].keys: has the id of another key, of stations[0]',
  ],
  [
    'a PASSKEY as it is',
    [{ id: 'a', identities: { ecowitt: ['0123456789ABCDEF0123456789ABCDEF'] } }],
    'stations[0].identities.ecowitt: keeps fingerprints only, npm run stations makes them',
  ],
  ['three keys', [{ id: 'a', keys: [aKey().entry, aKey().entry, aKey().entry] }], 'stations[0].keys: '],
  [
    'a municipality that has no letter',
    [{ id: 'a', municipality: '!' }],
    'stations[0].municipality: must contain',
  ],
])('%s is refused', (_, stations, problem) => {
  expect(problemsOf(...stations)).toEqual([expect.stringContaining(problem)])
})

test('its own id is an identity that may be said again, and the same ID may be of two dialects', () => {
  expect(
    problemsOf(
      { id: 'iflores1', identities: { 'weather-underground': ['IFLORES1'], wow: ['7'] } },
      { id: 'b', identities: { windguru: ['7'] } },
    ),
  ).toEqual([])
})

test("one entry under several stations is a gateway's key", () => {
  expect(problemsOf({ id: 'a', keys: [entry] }, { id: 'b', keys: [entry] })).toEqual([])
})

test.each(['', '[]', 'null', '{}', '{"stations":{}}', '{"stations":[null,1]}'])('%j is refused', (text) => {
  expect(parseStations(text)).toEqual({ problems: expect.arrayContaining([expect.any(String)]) })
})

test('P8: what is wrong with a file never quotes it', () => {
  const planted = 'sturdy-heron-42'
  const texts = [
    `{"stations":[{"id":"a","keys":[{"hash":"${planted}"`,
    `{"stations":[{"id":"a"}], ${planted}`,
    JSON.stringify({
      stations: [{ id: planted.toUpperCase(), keys: [{ ...entry, hash: planted, salt: planted }] }],
    }),
    JSON.stringify({ stations: [{ id: 'a', identities: { ecowitt: [planted], wow: [`${planted} `] } }] }),
    JSON.stringify({ stations: [{ id: 'a', keys: planted }] }),
  ]
  for (const text of texts) {
    const parsed = parseStations(text)
    expect(parsed).toHaveProperty('problems')
    expect(JSON.stringify(parsed).toLowerCase()).not.toContain(planted)
  }
})
