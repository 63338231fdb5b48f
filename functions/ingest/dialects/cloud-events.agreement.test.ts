import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { aJson, createDialectBench } from '../testing/bench.ts'
import { cloudEvents } from './cloud-events.ts'
import { describeCloudEvents } from './cloud-events-schema.ts'

const type = 'application/cloudevents+json'
const body = describeCloudEvents()['/events']?.requestBody as
  | { content: Record<string, { schema: object }> }
  | undefined
const ajv = new Ajv2020({ strict: false, validateFormats: false })
const says = ajv.compile(body?.content[type]?.schema ?? false)

const event = {
  specversion: '1.0',
  id: '7',
  source: 'urn:example:north',
  type: 'io.chaac.weather.observation.v1',
  time: '2026-05-01T11:59:00Z',
  subject: 'Tikal',
  datacontenttype: 'application/json',
  more: 'of it',
  data: { station: 'Xela', temperature: 5 },
}
const values = [undefined, null, '', 'AAA', '5', 5, 1.5, -0, 2 ** 31, true, {}, [], [null], ['a'], { a: 1 }]
const datas = [
  event.data,
  [event.data],
  { temperature: 5 },
  { ...event.data, observedAt: '2026-05-01T11:00:00Z' },
]

const cases = Object.keys(event).flatMap((name) =>
  (name === 'data' ? [event.data] : datas).flatMap((data) =>
    values.map((value) => ({ ...event, data, [name]: value })),
  ),
)

test('the schema of an event and the function agree, whatever stands in the place of an attribute', async () => {
  const bench = createDialectBench([cloudEvents])
  const disagreed: object[] = []
  for (const input of cases) {
    const sample = { ...aJson('/events', input), headers: { 'content-type': type } }
    const said = says(JSON.parse(JSON.stringify(input)))
    const { status } = await bench.ask(sample)
    if (status >= 500 || status < 300 !== said) disagreed.push([status, said, JSON.stringify(input)])
  }
  expect(disagreed).toEqual([])
})
