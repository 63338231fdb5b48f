import { join } from 'node:path'
import type { Supervised } from '../process.ts'
import { requireJava } from '../stack/java.ts'
import { startServer } from '../stack/start-server.ts'

/** What Zipkin is started with: the jar of installZipkin. */
export type ZipkinOptions = { jar: string; logDir: string; port: number }

/** Some ten minutes of the demo, in two thirds of the heap. What comes beyond it takes the place of the oldest. */
const MOST_SPANS = 40_000

/** Zipkin as a child process, for this machine only. It keeps traces in memory: they are gone with it. */
export async function startZipkin({ jar, logDir, port }: ZipkinOptions): Promise<Supervised> {
  const { command } = await requireJava()
  const at = (setting: string) => `--armeria.ports[0].${setting}`
  return await startServer(
    {
      name: 'zipkin',
      command,
      args: [
        ...['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-jar', jar],
        ...[`${at('ip')}=127.0.0.1`, `${at('port')}=${port}`, `${at('protocols[0]')}=http`],
      ],
      // Nothing else: it takes variables such as KAFKA_… and RABBIT_… for its own.
      env: { PATH: process.env.PATH, MEM_MAX_SPANS: String(MOST_SPANS) },
      logFile: join(logDir, 'zipkin.log'),
    },
    { url: `http://127.0.0.1:${port}/health` },
    { withinMs: 60_000 },
  )
}
