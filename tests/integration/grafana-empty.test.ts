import { afterAll, expect, test } from 'vitest'
import { panelsOf } from '../../grafana/src/dashboard.ts'
import { systemMonitor } from '../../grafana/src/system-monitor.ts'
import { weather } from '../../grafana/src/weather.ts'
import { rawRunner } from '../../grafana/testing/raw-runner.ts'
import { framesFor, rowsOf } from '../../grafana/testing/show.ts'
import { range } from './grafana-store.ts'
import { openDatabase } from './grafana-valkey.ts'

const client = await openDatabase('empty')
const run = rawRunner(client)
afterAll(() => client.quit())

/** A choice among nothing leaves its name in the key. */
const variables = {}

/** What Valkey says of itself is there without a single reading. */
const ofServer = new Set(['info', 'clientList', 'slowlogGet'])

const panels = [weather, systemMonitor].flatMap((dashboard) =>
  panelsOf(dashboard)
    .filter(
      ({ targets = [] }) => targets.length > 0 && !targets.some(({ command = '' }) => ofServer.has(command)),
    )
    .map((panel) => ({ name: `${dashboard.title}: ${panel.title}`, panel })),
)

test.each(panels)('on an empty store there is no data and no error: $name', async ({ panel }) => {
  const frames = await framesFor(run, panel, range, variables)
  const [target] = panel.targets ?? []
  // The length of a stream that is missing is a number: no dead letters.
  if (target?.command === 'xlen') expect(rowsOf(frames)).toEqual([{ 'weather:dead': 0 }])
  // These show columns without rows as no data; others need that nothing comes.
  else if (panel.type === 'table' || panel.type === 'timeseries') expect(rowsOf(frames)).toEqual([])
  else expect(frames).toEqual([])
})
