import { expect, test } from 'vitest'
import { renderBlock, renderLine, type View } from './block.ts'

const now = Date.UTC(2026, 4, 1, 12)
const view: View = {
  health: {
    accepted: 1234,
    confirmed: { kafka: 1230, rabbitmq: 1234 },
    writers: { kafka: 'open', rabbitmq: 'closed' },
  },
  summary: { stations: 9, stored: 1233, duplicates: 1230, late: 0, refused: 0 },
  newest: {
    station: 'tikal',
    observedAt: new Date(now - 1_500).toISOString(),
    temperature: 31.5,
    condition: 'sunny',
  },
  deadLetters: 2,
  delay: 14.4,
  firstAfter: 9.16,
  rate: 5.04,
}

test('the block has each number of the pipeline in its row', () => {
  const rows = renderBlock(view, now)
  expect(rows[0]).toMatch(/accepted +1,234 +kafka is away$/)
  expect(rows[1]).toMatch(/confirmed +kafka 1,230 +rabbitmq 1,234$/)
  expect(rows[2]).toMatch(/stored +1,233 +5\.0 readings\/s$/)
  expect(rows[3]).toMatch(/duplicates +1,230 /)
  expect(rows[4]).toMatch(/dead letters +2$/)
  expect(rows[5]).toMatch(/newest +tikal +31\.5 °C, sunny, 1\.5 s ago$/)
  expect(rows[6]).toMatch(/end to end +14 ms .*; the first 9\.2 s after the start$/)
})

test('what is not known yet is a dash, and the block keeps its height', () => {
  const rows = renderBlock({}, now)
  expect(rows).toHaveLength(renderBlock(view, now).length)
  expect(rows[2]).toMatch(/stored +–$/)
})

test('a part that ended by itself is named, with how', () => {
  const ended = new Map([['kafka-writer', 'exit code 1, see kafka-writer.log']])
  expect(renderBlock({ ended }, now).join('\n')).toContain(
    'kafka-writer ended: exit code 1, see kafka-writer.log',
  )
  expect(renderLine({ ended })).toContain('kafka-writer ended: exit code 1')
})

test('output that is no terminal gets one line', () => {
  expect(renderLine(view)).toBe(
    'accepted 1,234 · kafka 1,230 · rabbitmq 1,234 · stored 1,233 · duplicates 1,230 · dead letters 2 · end to end 14 ms; the first 9.2 s after the start',
  )
})
