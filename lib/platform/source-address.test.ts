import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isNetwork, toNetworks } from './networks.ts'
import { sourceOf } from './source-address.ts'

const cluster = toNetworks(['127.0.0.1', '10.0.0.0/8', 'fd00::/8'])
const nobody = toNetworks([])

test.each<[string, string | undefined, string | undefined, string]>([
  ['no proxy', '203.0.113.9', undefined, '203.0.113.9'],
  ['a sender that forges the header', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['two proxies', '127.0.0.1', '203.0.113.9, 10.1.2.3', '203.0.113.9'],
  ['three proxies', '127.0.0.1', '203.0.113.9, 10.1.2.3, 10.9.9.9', '203.0.113.9'],
  ['three proxies and a forged beginning', '127.0.0.1', '198.51.100.1, 203.0.113.9, 10.1.2.3', '203.0.113.9'],
  [
    'a forged beginning that looks like a proxy',
    '127.0.0.1',
    '10.6.6.6, 203.0.113.9, 10.1.2.3',
    '203.0.113.9',
  ],
  ['a sender within the cluster', '10.1.2.3', undefined, '10.1.2.3'],
  ['only proxies', '127.0.0.1', '10.1.2.3', '10.1.2.3'],
  ['something that is no address', '127.0.0.1', 'unknown, 10.1.2.3', '10.1.2.3'],
  ['an empty header', '127.0.0.1', '', '127.0.0.1'],
  ['IPv4 in IPv6', '::ffff:127.0.0.1', '::ffff:203.0.113.9', '203.0.113.9'],
  ['ports', '127.0.0.1', '203.0.113.9:4711', '203.0.113.9'],
  ['IPv6 with brackets and port', '127.0.0.1', '[2001:db8:1:2:3::4]:4711', '2001:db8:1:2::/64'],
  ['IPv6 behind IPv6', 'fd00::1', '2001:DB8::1', '2001:db8:0:0::/64'],
  ['no connection to tell of', undefined, '203.0.113.9', ''],
])('%s', (_, remote, forwarded, source) => {
  expect(sourceOf(remote, forwarded, cluster)).toBe(source)
})

test('without trusted proxies nothing that is sent changes the source', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.oneof(fc.string(), fc.array(fc.ipV4()).map(String)), (remote, header) => {
      expect(sourceOf(remote, header, nobody)).toBe(remote)
    }),
  )
})

test('behind trusted proxies nothing that is sent before changes the source', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.array(fc.ipV4()).map(String)), (forged) => {
      expect(sourceOf('127.0.0.1', `${forged}, 203.0.113.9, 10.1.2.3`, cluster)).toBe('203.0.113.9')
    }),
  )
})

test('addresses of one network of 64 bits are one source, in every spelling', () => {
  fc.assert(
    fc.property(fc.ipV6(), fc.array(fc.nat(0xffff), { minLength: 4, maxLength: 4 }), (address, host) => {
      const source = sourceOf(address, undefined, nobody)
      if (!source.endsWith('::/64')) return // IPv4 in IPv6
      const neighbour = [
        ...source.replace('::/64', '').split(':'),
        ...host.map((group) => group.toString(16)),
      ]
      expect(sourceOf(neighbour.join(':'), undefined, nobody)).toBe(source)
    }),
  )
})

test.each(['10.0.0.0/8', '127.0.0.1', 'fd00::/8', '::1', '0.0.0.0/0'])('%s is a network', (text) => {
  expect(isNetwork(text)).toBe(true)
})

test.each([
  '',
  '10.0.0.0/33',
  '10.0.0/8',
  '10.0.0.0/8/8',
  '::/129',
  'cluster.local',
  '10.0.0.0/',
  '10.0.0.0/-1',
])('%j is no network', (text) => {
  expect(isNetwork(text)).toBe(false)
})
