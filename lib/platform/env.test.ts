import { expect, test } from 'vitest'
import { ConfigError, type Env, readConfig } from './env.ts'

test('everything that is wrong is told at once', () => {
  const env = { PORT: 'eighty', ROUTE: 'all', ADDR: 'nowhere', LIST: 'a:1,b' }
  const read = () =>
    readConfig(env, (read) => ({
      port: read.integer('PORT'),
      route: read.oneOf('ROUTE', ['both', 'split']),
      address: read.address('ADDR'),
      list: read.addresses('LIST'),
      missing: read.text('MISSING'),
    }))
  expect(read).toThrow(ConfigError)
  for (const name of ['PORT', 'ROUTE', 'ADDR', 'LIST', 'MISSING']) expect(read).toThrow(name)
})

test('what is missing is named once and only as missing', () => {
  expect(() => readConfig({}, (read) => ({ a: read.address('A'), b: read.integer('B') }))).toThrow(
    /^A is required; B is required$/,
  )
})

test('a configuration is frozen', () => {
  expect(Object.isFrozen(readConfig({}, () => ({ a: 1 })))).toBe(true)
})

test('an empty variable is the same as a missing one', () => {
  expect(read({ A: '' }, (reader) => reader.text('A', 'fallback'))).toBe('fallback')
  expect(read({ A: '' }, (reader) => reader.optional('A'))).toBeUndefined()
  expect(() => read({ A: '' }, (reader) => reader.text('A'))).toThrow('A is required')
})

test('variables that objects inherit are not set', () => {
  expect(() => read({}, (reader) => reader.integer('PORT'))).toThrow('PORT is required')
  expect(read(Object.create(null), (reader) => reader.optional('A'))).toBeUndefined()
})

test.each([
  ['0', 0],
  ['8080', 8080],
  ['007', 7],
])('%j is a whole number', (text, number) => {
  expect(read({ N: text }, (reader) => reader.integer('N'))).toBe(number)
})

test.each(['-1', '1.5', '1e3', '0x10', ' 8', '8 ', 'NaN', 'Infinity', '9'.repeat(16), '٣'])(
  '%j is no whole number',
  (text) => {
    expect(() => read({ N: text }, (reader) => reader.integer('N', 1))).toThrow('N must be a whole number')
  },
)

test('a fallback that is 0 is a fallback', () => {
  expect(read({}, (reader) => reader.integer('N', 0))).toBe(0)
})

test.each([
  'kafka:9092',
  '127.0.0.1:1',
  'kafka-0.kafka.svc.cluster.local:65535',
  '[::1]:6379',
  '[FE80::1]:1',
])('%s is an address', (address) => {
  expect(read({ A: address }, (reader) => reader.address('A'))).toBe(address)
})

test.each([
  'kafka',
  'kafka:',
  ':9092',
  'kafka:port',
  'kafka:123456',
  'kafka://kafka:9092',
  '::1:6379',
  'a b:1',
  'kafka:9092/path',
  'kafka:9092\nx',
])('%j is no address', (address) => {
  expect(() => read({ A: address }, (reader) => reader.addresses('A'))).toThrow('A must be host:port')
})

test('a list of addresses may have blanks around its commas', () => {
  expect(read({ A: ' a:1 , b:2,[::1]:3 ' }, (reader) => reader.addresses('A'))).toEqual([
    'a:1',
    'b:2',
    '[::1]:3',
  ])
})

test.each([',', 'a:1,', ',a:1', 'a:1,,b:2', ' '])('a list with a hole is wrong: %j', (list) => {
  expect(() => read({ A: list }, (reader) => reader.addresses('A'))).toThrow('A must be host:port')
})

test('one address is not a list', () => {
  expect(() => read({ A: 'a:1,b:2' }, (reader) => reader.address('A'))).toThrow('A must be one address')
})

test('only the words that are allowed are taken, in their own spelling', () => {
  const route = (env: Env) => read(env, (reader) => reader.oneOf('ROUTE', ['both', 'split'], 'both'))
  expect(route({})).toBe('both')
  expect(route({ ROUTE: 'split' })).toBe('split')
  expect(() => route({ ROUTE: 'Split' })).toThrow('ROUTE must be one of both, split')
})

test('a function listens on all addresses and its own port unless told otherwise', () => {
  expect(read({}, (reader) => reader.listening(8080))).toEqual({ port: 8080 })
  const env = { HOST: '127.0.0.1', PORT: '9' }
  expect(read(env, (reader) => reader.listening(8080))).toEqual({ host: '127.0.0.1', port: 9 })
})

type Reader = Parameters<Parameters<typeof readConfig>[1]>[0]

function read<T>(env: Env, of: (reader: Reader) => T): T {
  return readConfig(env, (reader) => ({ value: of(reader) })).value
}

test('P8: what is wrong with a secret is said without it', () => {
  const wrong = () => read({ KEY: 'sturdy-heron' }, (reader) => reader.hidden('KEY', { min: 32 }))
  expect(wrong).toThrow(/^KEY must have at least 32 characters$/)
  expect(read({ KEY: 'sturdy-heron' }, (reader) => reader.hidden('KEY', { min: 1 }))?.reveal()).toBe(
    'sturdy-heron',
  )
  expect(read({ KEY: '' }, (reader) => reader.hidden('KEY'))).toBeUndefined()
})

test('networks come with commas between', () => {
  expect(read({ N: '127.0.0.1, 10.0.0.0/8,' }, (reader) => reader.networks('N'))).toEqual([
    '127.0.0.1',
    '10.0.0.0/8',
  ])
  expect(read({}, (reader) => reader.networks('N'))).toEqual([])
  expect(() => read({ N: '10.0.0.0/99' }, (reader) => reader.networks('N'))).toThrow('N must be addresses')
})

test('what is wrong with several together is told with the rest', () => {
  const wrong = () => read({ A: 'x' }, (reader) => [reader.integer('A'), reader.problem('A needs B')])
  expect(wrong).toThrow(/^A must be a whole number, not "x"; A needs B$/)
})
