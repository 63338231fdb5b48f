import type { Log, LogLevel } from '#lib/platform/log.ts'

/** A line as it was logged. */
export type Logged = { level: LogLevel; event: string; fields: Record<string, unknown> }

/** A log that keeps its lines. */
export function createRecordingLog(): { log: Log; lines: Logged[]; events(): string[] } {
  const lines: Logged[] = []
  return {
    log: (level, event, fields = {}) => void lines.push({ level, event, fields }),
    lines,
    events: () => lines.map(({ event }) => event),
  }
}
