import { expect, test } from 'vitest'
import { hostAndPort } from './address.ts'

test.each([
  ['valkey:6379', 'valkey', 6379],
  ['127.0.0.1:1', '127.0.0.1', 1],
  ['a_b.weather.svc.cluster.local:65535', 'a_b.weather.svc.cluster.local', 65535],
  ['[::1]:6379', '::1', 6379],
  ['[fe80::1]:5672', 'fe80::1', 5672],
])('%s is %s at %d', (address, host, port) => {
  expect(hostAndPort(address)).toEqual({ host, port })
})
