import type { Supervised } from '../process.ts'
import type { Broker } from './broker.ts'
import { assertPortFree } from './ports.ts'
import { type Progress, timed } from './progress.ts'
import { untilReady } from './wait.ts'

/** What differs between the three. */
export type NativeBroker = {
  name: Broker['name']
  /** All the ports it listens on, the one for clients first. */
  ports: readonly [number, ...number[]]
  /** Writes its configuration and starts the process itself, not a shell around it. */
  launch(): Promise<Supervised>
  /** Uses it as a client would; rejects while that fails. */
  probe(): Promise<void>
}

/** Long enough for a busy machine. */
const START_MS = 60_000
const STOP_MS = 20_000

/** A broker that runs as a child of this process. */
export function createNativeBroker({ name, ports, launch, probe }: NativeBroker, progress: Progress): Broker {
  let process: Supervised | undefined

  async function stop(): Promise<void> {
    await process?.stop({ withinMs: STOP_MS })
  }

  return {
    name,
    addr: `127.0.0.1:${ports[0]}`,
    stop,
    async start() {
      if (process?.isRunning()) return
      await timed(progress, name, 'start', async () => {
        for (const port of ports) await assertPortFree(port, name)
        process = await launch()
        try {
          await untilReady(process, probe, { withinMs: START_MS })
        } catch (error) {
          await process.kill()
          throw error
        }
      })
    },
    async kill() {
      await process?.kill()
    },
    pause: () => process?.pause(),
    resume: () => process?.resume(),
    [Symbol.asyncDispose]: stop,
  }
}
