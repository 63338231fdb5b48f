import { ConfigError, type Env } from './env.ts'
import { createLog, type Log } from './log.ts'
import { endTelemetry, prepareTelemetry } from './telemetry.ts'
import { markStart } from './telemetry-start.ts'

/** How long an end in order may take before the process gives up on it. */
export const GRACE_MS = 20_000

let stopped: Promise<void> | undefined

/**
 * Resolves with the first SIGTERM or SIGINT, also for who asks later. After that the process has GRACE_MS to end by
 * itself; further signals change nothing.
 */
export function stopSignal(): Promise<void> {
  stopped ??= new Promise((resolve) => {
    const stop = () => {
      resolve()
      setTimeout(() => process.exit(1), GRACE_MS).unref() // a last resort, never the normal path
    }
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop)
  })
  return stopped
}

/**
 * A function's life: it hears signals from the beginning, reads its configuration, and runs. What is wrong with the
 * configuration is one line of log and exit code 1. Knative names the service in K_SERVICE, which tells two
 * deployments of one function apart.
 */
export async function live<Config extends object>(
  env: Env,
  name: string,
  load: (env: Env) => Config,
  run: (config: Config, log: Log, service: string) => Promise<void>,
): Promise<void> {
  void stopSignal()
  markStart('process')
  const service = env.K_SERVICE ?? name
  const log = createLog(service)
  try {
    const config = load(env)
    prepareTelemetry(env, service, log)
    await run(config, log, service)
    await endTelemetry()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    log('error', 'config.invalid', { reason: error.message })
    process.exitCode = 1
  }
}
