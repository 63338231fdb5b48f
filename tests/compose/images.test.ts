import { expect, test } from 'vitest'
import { imageConfig, USER } from '../../dev/images/image.ts'
import { functionManifests } from '../../knative/manifests.ts'
import { evaluate, inspect, outputOf, sizeOf } from './containers.ts'

const functions = [...functionManifests().keys()]
const MB = 1_000_000

test.each(functions)(
  '%s runs without rights, on a root that it cannot write to, and says what it is',
  (name) => {
    const { Config, HostConfig } = inspect(name)
    const { User, StopSignal, Labels } = imageConfig(name.endsWith('-consumer') ? 'consumers' : name)
    expect(Config).toMatchObject({ User, StopSignal, Labels })
    expect(HostConfig).toMatchObject({ ReadonlyRootfs: true, CapDrop: ['ALL'] })
    expect(evaluate(name, 'console.log(process.getuid())')).toBe(String(USER))
    const write = `try { (await import('node:fs')).writeFileSync('/tmp/x', '') } catch (error) { console.log(error.code) }`
    expect(evaluate(name, write)).toBe('EROFS')
  },
)

test.each(functions)('%s has an image of at most 160 MB, of which its bundle has at most 2 MB', (name) => {
  expect(sizeOf(inspect(name).Image)).toBeLessThanOrEqual(160 * MB)
  const bundle = `console.log((await import('node:fs')).statSync('/app/main.mjs').size)`
  expect(Number(evaluate(name, bundle))).toBeLessThanOrEqual(2 * MB)
})

test.each(functions)('%s starts with the code that its image has compiled before', (name) => {
  const output = outputOf(inspect(name).Image, { NODE_DEBUG_NATIVE: 'COMPILE_CACHE' })
  expect(output).toMatch(/cache for ESM file:\/\/\/app\/main\.mjs was accepted/)
})

test('query is in no network with a broker, and kafka-source in none with Valkey', () => {
  const ask = (host: string) =>
    `(await import('node:dns')).lookup('${host}', (error) => console.log(error === null ? 'found' : 'unknown'))`
  expect(evaluate('query', ask('valkey'))).toBe('found')
  expect(evaluate('query', ask('kafka'))).toBe('unknown')
  expect(evaluate('kafka-source', ask('kafka'))).toBe('found')
  expect(evaluate('kafka-source', ask('valkey'))).toBe('unknown')
})
