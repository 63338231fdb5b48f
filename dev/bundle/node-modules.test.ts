import { expect, test } from 'vitest'
import { bundled } from './bundled.ts'

/** What a bundle prints. `loaded(name)` tells whether Node has loaded a module of its own. */
async function outputOf(code: string, format?: 'cjs'): Promise<string> {
  const loaded = `const loaded = (name) => process.moduleLoadList.includes('NativeModule ' + name)\n`
  return (await bundled(loaded + code, format)).printed
}

test.each([
  ['a module', `import * as tls from 'node:tls'`, 'tls.DEFAULT_MIN_VERSION'],
  ['a name of it', `import { DEFAULT_MIN_VERSION } from 'tls'`, 'DEFAULT_MIN_VERSION'],
  ['a module as a whole', `import tls from 'node:tls'`, 'tls.DEFAULT_MIN_VERSION'],
])('%s is imported, and loaded when it is used', async (_, imported, used) => {
  const code = `${imported}\nconsole.log(loaded('tls'), ${used}, loaded('tls'))`
  expect(await outputOf(code)).toBe('false TLSv1.2 true')
})

test('a module is required, and loaded when it is used', async () => {
  const code = `const { default: tls } = { default: require('tls') }
    console.log(loaded('tls'), tls.DEFAULT_MIN_VERSION, 'connect' in tls, loaded('tls'))`
  expect(await outputOf(code, 'cjs')).toBe('false TLSv1.2 true true')
})

test('a module that is a function can be called', async () => {
  const code = `const assert = require('assert')
    try { assert(false, 'wrong') } catch (error) { console.log(error instanceof assert.AssertionError, error.message) }`
  expect(await outputOf(code, 'cjs')).toBe('true wrong')
})

test('what copies a module copies all of it', async () => {
  const code = `const zlib = { ...require('zlib') }
    console.log(zlib.gunzipSync(zlib.gzipSync('a')).toString(), Object.keys(zlib).length === Object.keys(process.getBuiltinModule('zlib')).length)`
  expect(await outputOf(code, 'cjs')).toBe('a true')
})

test('what is imported of node:http does not load the fetch that its exports include', async () => {
  const code = `import { createServer } from 'node:http'
    console.log(typeof createServer, loaded('internal/deps/undici/undici'))`
  expect(await outputOf(code)).toBe('function false')
})
