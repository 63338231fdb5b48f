import type { Listening } from './env.ts'
import { keepNewObjectsYoungSoon } from './heap.ts'
import type { Log } from './log.ts'
import { startTelemetry } from './telemetry.ts'
import { markStart } from './telemetry-start.ts'
import { telemetry } from './telemetry-state.ts'

/** What every server does when it listens, and not before: all of it would make a start longer. */
export function onceListening(at: Listening, log: Log): void {
  markStart('listen')
  startTelemetry(log)
  void keepNewObjectsYoungSoon(telemetry.ready)
  log('info', 'listening', at)
}
