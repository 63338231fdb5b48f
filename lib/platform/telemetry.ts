import { setTimeout as sleep } from 'node:timers/promises'
import type { Env } from './env.ts'
import { failureOf, messageOf } from './errors.ts'
import type { Log } from './log.ts'
import { beginObserving } from './telemetry-meters.ts'
import type { Sdk } from './telemetry-sdk.ts'
import { readTelemetry, type TelemetrySettings } from './telemetry-settings.ts'
import { allSpreads } from './telemetry-spread.ts'
import { recordStart } from './telemetry-start.ts'
import { telemetry } from './telemetry-state.ts'

/** How long an end waits for what was measured to be taken: the rest of the grace belongs to requests. */
const FLUSH_MS = 3_000

let settings: TelemetrySettings | undefined
let loading: Promise<Sdk | undefined> | undefined
let isLoaded = () => {}

/** Looks whether anything is to be told. Loads nothing: what loads takes time from the start. */
export function prepareTelemetry(env: Env, service: string, log: Log): void {
  settings = readTelemetry(env, service)
  if (settings === undefined) return
  for (const reason of settings.problems) log('warn', 'telemetry.setting-ignored', { reason })
  const { promise, resolve } = Promise.withResolvers<void>()
  Object.assign(telemetry, { configured: true, ready: promise, isReady: false })
  isLoaded = resolve
}

/** Loads the SDK, where there is something to tell: to be called when the function listens. Never fails. */
export function startTelemetry(log: Log): void {
  if (settings === undefined || loading !== undefined) return
  loading = load(settings, log)
}

async function load(wanted: TelemetrySettings, log: Log): Promise<Sdk | undefined> {
  try {
    const { startSdk } = await import('./telemetry-sdk.ts')
    let isAway = false
    const sdk = startSdk(wanted, allSpreads(), (error) => {
      if (!isAway) log('warn', 'neighbour.away', { neighbour: 'collector', reason: messageOf(error) })
      isAway = true // once is enough: nothing but telemetry is lost
    })
    telemetry.tracing = wanted.traces !== undefined
    telemetry.takes = sdk.takes
    telemetry.metering = wanted.metrics !== undefined
    if (telemetry.metering) beginObserving()
    recordStart()
    return sdk
  } catch (error) {
    log('error', 'telemetry.failed', failureOf(error))
    return undefined
  } finally {
    telemetry.isReady = true
    isLoaded()
  }
}

/** Hands over what is still held: a function that lives two seconds is seen too. To be called last. */
export async function endTelemetry(): Promise<void> {
  const sdk = await loading
  if (sdk === undefined) return
  telemetry.tracing = false
  telemetry.metering = false
  const done = new AbortController()
  const enough = sleep(FLUSH_MS, undefined, { signal: done.signal }).catch(() => {})
  const flushed = sdk.shutdown().catch(() => {})
  await Promise.race([flushed, enough]).finally(() => done.abort())
}
