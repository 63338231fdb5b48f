import { type ProcessOptions, type Supervised, startProcess } from '../process.ts'
import { type Patience, untilReady } from './wait.ts'

/** Starts a server that answers `url`, with 200 unless another status is named; one that does not is not left running. */
export async function startServer(
  process: ProcessOptions,
  { url, status = 200 }: { url: string; status?: number },
  patience: Patience,
): Promise<Supervised> {
  const server = startProcess(process)
  const answers = async () => {
    const answer = await fetch(url)
    if (answer.status !== status) throw new Error(`it answers ${answer.status}`)
  }
  try {
    await untilReady(server, answers, patience)
  } catch (error) {
    await server.kill()
    throw error
  }
  return server
}
