import { expect, test } from 'vitest'
import { type CallFrame, selfTimes } from './self-times.ts'

const frame = (id: number, functionName: string, url: string) => ({
  id,
  callFrame: { functionName, url, lineNumber: 0, columnNumber: 0 },
})
const asItIs = ({ url }: CallFrame) => url
const nodes = [
  frame(1, '(idle)', ''),
  frame(2, 'call', 'file:///chaac/functions/ingest/lane.ts'),
  frame(3, 'on', 'node:events'),
]

test('a sample lasts until the next, and counts for where it was', () => {
  const { owners, ours } = selfTimes(
    [{ nodes, samples: [2, 1, 3, 2], timeDeltas: [7, 10, 1_000, 20] }],
    asItIs,
  )
  expect(owners).toEqual({ 'functions and lib': 10, Node: 20 })
  expect(ours).toEqual([{ name: 'call (lane.ts)', us: 10 }])
})

test('profiles of several processes add up', () => {
  const one = { nodes, samples: [2, 1], timeDeltas: [0, 5] }
  expect(selfTimes([one, one], asItIs).owners).toEqual({ 'functions and lib': 10 })
})

test('a bundle is known by the files that it was made of', () => {
  const one = { nodes, samples: [2, 1], timeDeltas: [0, 5] }
  const { owners } = selfTimes([one], () => 'file:///chaac/node_modules/hono/dist/hono.js')
  expect(owners).toEqual({ hono: 5 })
})
