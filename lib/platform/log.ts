import { currentIds } from './telemetry-spans.ts'

export type LogLevel = 'info' | 'warn' | 'error'

/** Writes one line for an exception to the rule. `event` is a constant name, what varies goes into `fields`. */
export type Log = (level: LogLevel, event: string, fields?: Record<string, unknown>) => void

/** Logs lines of JSON to standard output: `time` RFC 3339, `level`, `service`, `event`, then the fields, and the trace if it is traced. */
export function createLog(service: string, write: (line: string) => void = writeLine): Log {
  return (level, event, fields) => {
    const head = { time: new Date().toISOString(), level, service, event }
    write(JSON.stringify({ ...head, ...fields, ...currentIds(), ...head })) // first in order, last in word
  }
}

/** For tests and tools that want silence. */
export const noLog: Log = () => {}

function writeLine(line: string): void {
  process.stdout.write(`${line}\n`)
}
