import { stopSignal } from '#lib/platform/lifetime.ts'
import { runClock } from '../pipeline/clock.ts'
import { readSettings } from './settings.ts'

/** Does what a PingSource does: a tick at once and every minute, to SINK. */
const { sink } = readSettings(process.env, (_, parsed) => ({ sink: parsed.httpUrl('SINK') }))
const stop = new AbortController()

await Promise.all([runClock(sink, stop.signal), stopSignal().then(() => stop.abort())])
