import { expect, test } from 'vitest'
import { createLedger } from './ledger.ts'
import type { Said } from './said.ts'

const said: Said = {
  station: 'a',
  municipality: 'm',
  temperature: 1,
  humidity: 1,
  pressure: 1000,
  windSpeed: 1,
  rain: 1,
  condition: 'sunny',
}

test('a reading that is acknowledged twice counts once, with what the first acknowledgement said', () => {
  const ledger = createLedger(() => 5)
  const note = ledger.begin(said)
  ledger.acknowledge(note, 'one', ['kafka'])
  ledger.acknowledge(note, 'one', ['kafka', 'rabbitmq'])
  expect([...ledger.acknowledged.keys()]).toEqual(['one'])
  expect(note).toMatchObject({ begun: 5, acknowledged: 5, confirmedBy: ['kafka'] })
  expect(ledger.confirmed).toEqual({ kafka: 1, rabbitmq: 0 })
  expect(ledger.violations).toEqual(new Map())
})

test('it notices what a pipeline must never do', () => {
  const ledger = createLedger()
  const [one, other] = [ledger.begin(said), ledger.begin(said)]
  ledger.acknowledge(one, 'one', ['kafka'])
  ledger.acknowledge(one, 'two', ['kafka'])
  ledger.acknowledge(other, 'one', [])
  expect([...ledger.violations.keys()]).toEqual([
    'the same reading was given two ids',
    'acknowledged without a broker',
    'two readings were given the same id',
  ])
})
