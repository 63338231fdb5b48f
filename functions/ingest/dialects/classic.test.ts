import { expect, test } from 'vitest'
import { sampleReading } from '#lib/testing/readings.ts'
import { anIncoming } from '../testing/incoming.ts'
import { classic } from './classic.ts'

const message = { municipality: 'Amatitlán', temperature: 23, humidity: 60, weather: 'Sunny' }

test('a message is one observation of its municipality', () => {
  expect(read(message)).toEqual([
    {
      station: 'amatitlan',
      municipality: 'amatitlan',
      temperature: 23,
      humidity: 60,
      condition: 'sunny',
      identifies: undefined,
    },
  ])
})

test.each([[[message]], [[]], [null], ['text'], [5], [{}], [{ ...message, extra: { a: 1 } }]])(
  'fault 6: %j is refused',
  (input) => {
    expect(() => read(input)).toThrow(expect.objectContaining({ kind: 'invalid-request' }))
  },
)

test('every broken rule is named', () => {
  const broken = { municipality: 7, temperature: 'warm', humidity: 900, weather: 'volcanic' }
  expect(() => read(broken)).toThrow(
    expect.objectContaining({
      errors: [
        { pointer: '/municipality', detail: expect.any(String) },
        { pointer: '/temperature', detail: expect.any(String) },
        { pointer: '/humidity', detail: expect.any(String) },
        { pointer: '/weather', detail: expect.stringContaining('stormy') },
      ],
    }),
  )
})

test('JSON lines are not the original’s', () => {
  const request = anIncoming({ body: JSON.stringify(message), mediaType: 'application/x-ndjson' })
  expect(() => classic.read(request)).toThrow(expect.objectContaining({ kind: 'unsupported-media-type' }))
})

test('the answer is the one that the original’s clients know, with the id', () => {
  const reading = sampleReading()
  const { status, body } = classic.accepted([{ reading, confirmedBy: ['kafka', 'rabbitmq'] }], anIncoming())
  expect(status).toBe(200)
  expect(JSON.parse(body)).toEqual({
    message: 'confirmed by kafka and rabbitmq',
    success: true,
    id: reading.id,
  })
})

function read(input: unknown) {
  return classic.read(anIncoming({ body: JSON.stringify(input) })).observations
}
