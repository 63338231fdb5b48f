import { expect, test } from 'vitest'
import { loadConfig } from './config.ts'

test('the addresses of RabbitMQ are enough', () => {
  expect(loadConfig({ RABBIT_ADDR: 'a:5672,b:5672' })).toEqual({
    listening: { port: 50052 },
    rabbit: {
      addresses: ['a:5672', 'b:5672'],
      username: 'guest',
      password: 'guest',
      vhost: '/',
      queue: 'weather-readings',
      dead: 'weather-readings.dead',
    },
  })
})

test('P8: a password is not told when something is wrong', () => {
  const env = { RABBIT_PASSWORD: 'secret', RABBIT_ADDR: 'nowhere' }
  expect(() => loadConfig(env)).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('secret') }),
  )
})
