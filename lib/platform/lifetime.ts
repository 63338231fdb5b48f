import { once } from 'node:events'

/** Where a server listens. */
export type Listening = { host: string; port: number }

/** How long an end in order may take before the process gives up on it. */
export const GRACE_MS = 20_000

/** Resolves with the first SIGTERM or SIGINT. After that the process has GRACE_MS to end by itself. */
export async function stopSignal(): Promise<void> {
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
  setTimeout(() => process.exit(1), GRACE_MS).unref() // a last resort, never the normal path
}
