import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'

/** In the environment of a process, and of all that it starts. */
const NAME = 'CHAAC_STARTED_AS'

/** The environment with a mark by which all that inherits it can be found. */
export function marked(env: NodeJS.ProcessEnv): { env: NodeJS.ProcessEnv; mark: string } {
  const mark = randomUUID()
  return { env: { ...env, [NAME]: mark }, mark }
}

/**
 * Ends at once whatever has the mark: also what has left its parent's group and session, as the helpers of Erlang do.
 * Only Linux shows the environment of others; elsewhere nothing is found.
 */
export function killMarked(mark: string): void {
  const wanted = `${NAME}=${mark}`
  for (const name of processes()) {
    try {
      if (readFileSync(`/proc/${name}/environ`, 'latin1').includes(wanted))
        process.kill(Number(name), 'SIGKILL')
    } catch {} // it has ended, or is somebody else's
  }
}

function processes(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return []
  }
}
