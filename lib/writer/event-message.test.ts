import { expect, test } from 'vitest'
import { sampleEvent } from '#lib/testing/readings.ts'
import { toEventMessage } from './event-message.ts'

test('attributes are those of CloudEvents 1.0, each a text', () => {
  const event = sampleEvent()
  expect(toEventMessage(event).attributes).toEqual({
    specversion: '1.0',
    id: event.id,
    source: '/chaac/kafka-writer',
    type: 'io.chaac.weather.readings.v1',
    time: '2026-05-01T12:00:00.000Z',
  })
})

test('names of attributes are letters and digits, else Knative sees no CloudEvent', () => {
  for (const name of Object.keys(toEventMessage(sampleEvent()).attributes))
    expect(name).toMatch(/^[a-z0-9]+$/)
})

test('the body is the readings as JSON, in their order', () => {
  const event = sampleEvent(3)
  const { body, contentType } = toEventMessage(event)
  expect(contentType).toBe('application/json')
  expect(JSON.parse(body.toString('utf8'))).toEqual({ readings: event.readings })
})
