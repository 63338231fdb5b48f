import { expect, test } from 'vitest'
import { ownerOf } from './owners.ts'

const at = (url: string, functionName = 'f') => ownerOf({ functionName, url })

test('work belongs to the library whose file it is in, the innermost where one has another inside', () => {
  expect(at('file:///home/chaac/node_modules/hono/dist/hono.js')).toBe('hono')
  expect(at('file:///home/chaac/node_modules/@hono/node-server/dist/index.mjs')).toBe('hono')
  expect(at('file:///home/chaac/node_modules/cloudevents/node_modules/ajv/lib/ajv.js')).toBe(
    'other libraries',
  )
})

test('work of our own files is told from that of messages, and from what Node does', () => {
  expect(at('file:///home/chaac/functions/ingest/lane.ts')).toBe('functions and lib')
  expect(at('file:///home/chaac/proto/gen/weather.ts')).toBe('messages (proto)')
  expect(at('node:internal/http')).toBe('Node')
  expect(at('', 'parse')).toBe('Node')
})

test('a process that waits does no work', () => {
  expect(at('', '(idle)')).toBeUndefined()
  expect(at('', '(garbage collector)')).toBe('garbage collection')
  expect(at('', '(program)')).toBe('system calls, compiler')
})
