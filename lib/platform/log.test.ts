import { expect, test, vi } from 'vitest'
import { createLog, noLog } from './log.ts'

test('a line is one JSON object with time, level, service, event and the fields, in this order', () => {
  const [line = ''] = linesOf((log) => log('warn', 'neighbour.away', { neighbour: 'kafka' }))
  expect(Object.keys(JSON.parse(line))).toEqual(['time', 'level', 'service', 'event', 'neighbour'])
})

test('the time is RFC 3339 in UTC', () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 4, 1, 12) })
  const [line = ''] = linesOf((log) => log('info', 'listening'))
  vi.useRealTimers()
  expect(JSON.parse(line).time).toBe('2026-05-01T12:00:00.000Z')
})

test('whatever a field holds, an entry stays one line', () => {
  const [line] = linesOf((log) => log('error', 'failed', { reason: 'a\nb\r\n\u2028{"level":"info"}' }))
  expect(line).not.toMatch(/[\n\r]/)
})

test('each entry is one line of its own', () => {
  expect(linesOf((log) => [log('info', 'a'), log('info', 'b')])).toHaveLength(2)
})

test('without a sink of its own a log writes to standard output, each entry ended by a newline', () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  createLog('ingest')('info', 'listening', { port: 1 })
  expect(write.mock.calls).toEqual([[expect.stringMatching(/^\{[^\n]*"port":1\}\n$/)]])
})

test('a silent log says nothing', () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  noLog('error', 'failed')
  expect(write).not.toHaveBeenCalled()
})

function linesOf(use: (log: ReturnType<typeof createLog>) => unknown): string[] {
  const lines: string[] = []
  use(createLog('ingest', (line) => lines.push(line)))
  return lines
}
