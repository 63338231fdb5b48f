import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { simulateDay } from './console.ts'
import { ecowittRequest, type StationRequest, undergroundRequest } from './requests.ts'

const help = `node load/stations/main.ts [options]: an Ecowitt gateway and a Weather Underground station

  --ingest URL    where to send to (default http://localhost:8080)
  --minutes N     how many minutes before now to begin (default 50; more than the window, RETENTION_MINUTES, is old)
  --live          after that go on, a report a minute, until Ctrl-C
  --seed N        of the noise (default 1)`

const { values } = parseArgs({
  options: {
    ingest: { type: 'string', default: 'http://localhost:8080' },
    minutes: { type: 'string', default: '50' },
    live: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) console.log(help)
else await simulate(values.ingest, Number(values.minutes), values.live, Number(values.seed))

async function simulate(ingest: string, minutes: number, live: boolean, seed: number): Promise<void> {
  const from = Date.now() - minutes * 60_000
  const length = live ? minutes + 1440 : minutes
  await Promise.all([
    speak('ecowitt', simulateDay({ from, seed, minutes: length }), (report) =>
      ecowittRequest('0000SIMULATEDGATEWAY000000000001', report),
    ),
    speak('underground', simulateDay({ from, seed: seed + 1, minutes: length }), (report) =>
      undergroundRequest({ id: 'ISIMULATED1', key: 'simulated' }, report),
    ),
  ])

  async function speak(
    name: string,
    { reports, rain }: ReturnType<typeof simulateDay>,
    requestOf: (report: (typeof reports)[number]) => StationRequest,
  ): Promise<void> {
    for (const report of reports) {
      await sleep(Math.max(0, report.statedAt - Date.now()))
      const { method, path, body } = requestOf(report)
      const headers = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }
      const answer = await fetch(`${ingest}${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
      })
      if (!answer.ok) console.log(`${name}: ${answer.status} ${await answer.text()}`)
    }
    console.log(`${name}: ${reports.length} reports, ${rain.toFixed(1)} mm of rain since the first`)
  }
}
