import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DataFrameDTO } from '@grafana/data'
import { Redis } from 'iovalkey'
import { brokers } from '#lib/domain/event.ts'
import { hostAndPort } from '#lib/platform/address.ts'
import { freePorts } from '../../dev/stack/ports.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'
import { createValkey } from '../../dev/stack/valkey.ts'
import { consumersOver, deliver } from '../../tests/filling/consumers.ts'
import { keepLetter } from '../../tests/filling/letters.ts'
import { weatherUntil } from '../../tests/filling/weather.ts'
import type { Dashboard } from '../src/dashboard.ts'
import { at, type Panel, type Row } from '../src/layout.ts'
import { grafanaData } from '../testing/grafana-data.ts'
import { rawRunner } from '../testing/raw-runner.ts'
import type { RunCommand } from '../testing/reply.ts'
import { dataFor, replaced, type Values } from '../testing/show.ts'

/** A panel with its data, before any looks. */
export type Shown = { panel: Panel; data: DataFrameDTO[] }

/** A dashboard with its data; headings lie between the panels. */
export type Preview = {
  title: string
  chosen: [label: string, value: string][]
  range: { from: number; to: number }
  rows: Row[]
  panels: Shown[]
}

const HOUR = 3_600_000

/** The dashboards of these files, over a Valkey that both consumers have filled with an hour of weather. */
export async function collect(names: readonly string[]): Promise<Preview[]> {
  await using scratch = await makeScratch('previews')
  const { dir } = scratch
  await using valkey = createValkey({ dir, logDir: dir, ports: await freePorts(), progress: () => {} })
  await valkey.start()
  const writer = new Redis({ ...hostAndPort(valkey.addr), connectionName: 'kafka-consumer' })
  const reader = new Redis({ ...hostAndPort(valkey.addr), ...valkey.readers.grafana })
  try {
    const now = Date.now()
    await fill(writer, now)
    const range = { from: now - HOUR, to: now }
    return await Promise.all(names.map((name) => preview(name, rawRunner(reader), range)))
  } finally {
    writer.disconnect()
    reader.disconnect()
  }
}

async function fill(client: Redis, now: number): Promise<void> {
  const readings = weatherUntil(now, { stations: 12, minutes: 59 })
  const consumers = consumersOver(client)
  for (const broker of brokers) await deliver(consumers, broker, readings)
  const [one = {}, other = {}] = readings.slice(-2)
  const wrong = [
    { ...one, humidity: 900 },
    { ...other, temperature: -273.2 },
  ]
  await deliver(consumers, 'kafka', wrong)
  await keepLetter(client, now - HOUR / 2, JSON.stringify({ readings: [one] }))
}

async function preview(name: string, run: RunCommand, range: Preview['range']): Promise<Preview> {
  const file = join(import.meta.dirname, `../dashboards/${name}.json`)
  const { title, panels, templating } = JSON.parse(readFileSync(file, 'utf8')) as Dashboard
  const variables: Record<string, string> = {}
  const members: Record<string, string[]> = {}
  for (const { name: variable, type, query, current } of templating.list) {
    if (type === 'query') {
      const [command = '', ...args] = query.split(' ')
      members[variable] = ((await run(command, ...args)) as string[]).sort()
    }
    const all = members[variable]
    variables[variable] = all === undefined ? String((current as { value: string }).value) : (all[0] ?? '')
  }
  const open = opened(panels, members)
  const shown = open.flatMap(({ panel, values }) =>
    panel.type === 'row' ? [] : [show(panel as Panel, run, range, { ...variables, ...values })],
  )
  const rows = open.flatMap(({ panel }) => (panel.type === 'row' ? [panel as Row] : []))
  return {
    title,
    range,
    chosen: templating.list.map(({ label, name: variable, multi }) => [
      label,
      multi === true ? 'All' : (variables[variable] ?? ''),
    ]),
    rows: rows.map((row) => ({ ...row, title: replaced(row.title, variables) })),
    panels: await Promise.all(shown),
  }
}

async function show(panel: Panel, run: RunCommand, range: Preview['range'], values: Values): Promise<Shown> {
  const frames = await dataFor(run, panel, range, values)
  const { title, options } = panel
  return {
    panel: {
      ...panel,
      title: replaced(title, values),
      options: { ...options, content: replaced(String(options.content ?? ''), values) },
    },
    data: frames.map((frame) => grafanaData.toDataFrameDTO(frame)),
  }
}

/** Opens what is collapsed, and repeats what is repeated: so many beside each other as the panel says. */
function opened(
  panels: readonly (Panel | Row)[],
  members: Record<string, string[]>,
): { panel: Panel | Row; values: Values }[] {
  return panels
    .flatMap((panel) => ('panels' in panel ? [panel, ...panel.panels] : [panel]))
    .flatMap((panel) => {
      if (!('repeat' in panel) || panel.repeat === undefined) return [{ panel, values: {} }]
      const { repeat, maxPerRow = 4, gridPos } = panel
      const w = 24 / maxPerRow
      return (members[repeat] ?? []).map((member, n) => ({
        panel: {
          ...panel,
          gridPos: at((n % maxPerRow) * w, gridPos.y + Math.floor(n / maxPerRow) * gridPos.h, w, gridPos.h),
        },
        values: { [repeat]: member },
      }))
    })
}
