import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { brokers } from '#lib/domain/event.ts'
import { until } from '#lib/testing/settled.ts'
import { demoStationsFile } from '../../dev/pipeline/stations.ts'
import { deliver, type Post } from '../filling/consumers.ts'
import { weatherUntil } from '../filling/weather.ts'
import { useBench } from './bench.ts'
import { enqueue } from './brokers-client.ts'
import { barriers, useBrowser } from './browser.ts'
import { post } from './requests.ts'

const bench = useBench({ query: { STATIONS_FILE: demoStationsFile } })
const visit = useBrowser()
const look = (options = {}) => visit(`${bench.pipeline.query}/`, options)
const say = (reading: object) => post(`${bench.pipeline.ingest}/v1/readings`, reading)

test('an empty store is an invitation, not an error', async () => {
  await using visited = await look()
  const { page, complaints } = visited
  await page.getByRole('heading', { name: 'No readings at the moment' }).waitFor()
  await becomes(page, 'live')
  expect(await page.locator('#weather').isVisible()).toBe(false)
  expect(await barriers(page)).toEqual([])
  expect(complaints).toEqual([])
})

test('a reading that is POSTed is on the page within a second', async () => {
  await using visited = await look()
  const { page, complaints } = visited
  await becomes(page, 'live')
  const took: number[] = []
  for (let n = 1; n <= 9; n += 1) {
    const began = performance.now()
    await say({ station: 'Tikal', municipality: 'Flores', temperature: 20 + n / 10, condition: 'sunny' })
    await cell(page, `${(20 + n / 10).toFixed(1)}\u00a0°C`).waitFor()
    took.push(performance.now() - began)
  }
  const median = took.sort((a, b) => a - b)[4]
  expect(median, `took ${took.map(Math.round).join(', ')} ms`).toBeLessThan(1_000)
  expect(await page.locator('#empty').isVisible()).toBe(false)
  expect(complaints).toEqual([])
})

test('a station and a municipality are called as the registry calls them, and found so', async () => {
  await using visited = await look()
  const { page, complaints } = visited
  const newYork = { station: 'new-york-2012', municipality: 'New York', temperature: 11 }
  await say({ ...newYork, observedAt: new Date(Date.now() - 60_000).toISOString() })
  await say(newYork) // ends the step of the one before
  await page.getByRole('button', { name: 'New York in 2012' }).press('Enter')
  expect(new URL(page.url()).hash).toBe('#new-york-2012')
  await page.getByRole('img', { name: /^Temperature of New York in 2012: / }).waitFor({ timeout: 30_000 })
  await page.getByLabel('Find').fill('york in')
  expect(await page.locator('#station-table tbody tr').count()).toBe(1)
  expect(complaints).toEqual([])
})

test('nothing is asked of anybody but query', async () => {
  await using visited = await look()
  const { page, asked } = visited
  await becomes(page, 'live')
  expect(new Set(asked.map(({ origin }) => origin))).toEqual(new Set([bench.pipeline.query]))
})

test('P7: the page survives a restart of query, which ends at once although it is listened to', async () => {
  await using visited = await look()
  const { page } = visited
  await becomes(page, 'live')
  expect(await bench.pipeline.stop('query')).toEqual([{ code: 0, signal: null }])
  await becomes(page, 'broken')
  await page.getByRole('status').getByText('Connection lost').waitFor()
  expect(await page.locator('#since').textContent()).toMatch(/^since \d\d:\d\d:\d\d, \d+\u00a0s ago$/)
  expect(await barriers(page)).toEqual([])
  await say({ station: 'Tikal', municipality: 'Flores', temperature: -7.5 })
  await bench.pipeline.start('query')
  await becomes(page, 'live')
  await cell(page, '−7.5\u00a0°C').waitFor()
})

test('while the store is away the page says so, shows what was, and comes back by itself', async () => {
  await say({ station: 'Tikal', municipality: 'Flores', temperature: -3.5 })
  await using visited = await look()
  const { page } = visited
  await cell(page, '−3.5\u00a0°C').waitFor()
  await bench.stack.valkey.stop()
  await becomes(page, 'away')
  await page.getByRole('status').getByText('The store cannot be read').waitFor()
  expect(await cell(page, '−3.5\u00a0°C').isVisible()).toBe(true)
  await bench.stack.valkey.start()
  await becomes(page, 'live')
})

test('dead letters are shown with their reasons while there are any, and not otherwise', async () => {
  await seed()
  await using visited = await look()
  const { page, complaints } = visited
  await becomes(page, 'live')
  expect(await page.getByRole('region', { name: 'Dead letters' }).isVisible()).toBe(false)
  await enqueue(bench.stack, [{ body: 'no event' }])
  const panel = page.getByRole('region', { name: 'Dead letters' })
  await panel.getByText('type is dev.knative.rabbitmq.event').waitFor()
  expect(await panel.locator('#dead-note').textContent()).toBe(
    '1 event that could not be stored; the newest:',
  )
  expect(await barriers(page)).toEqual([])
  await fetch(`${bench.pipeline.deadLetters}/v1/dead-letters?to=-0s`, { method: 'DELETE' })
  await panel.waitFor({ state: 'hidden' })
  expect(complaints).toEqual([])
})

test('a station is chosen with the keyboard, and its series is there as curves and as a table', async () => {
  await seed()
  await using visited = await look()
  const { page, complaints } = visited
  await page.getByRole('button', { name: 'mixco-2' }).press('Enter')
  const curve = page.getByRole('img', {
    name: /^Temperature of mixco-2: from [\d.]+\s°C to [\d.]+\s°C/,
  })
  await curve.waitFor()
  expect(new URL(page.url()).hash).toBe('#mixco-2')
  await page.getByText('The same as a table').press('Enter')
  expect(
    await page.getByRole('region', { name: 'Series as a table' }).getByRole('row').count(),
  ).toBeGreaterThan(60)
  expect(complaints).toEqual([])
})

test.for([
  [360, 'light'],
  [360, 'dark'],
  [1280, 'light'],
  [1280, 'dark'],
] as const)('nobody is kept out at %i px, %s', async ([width, colorScheme]) => {
  await seed()
  await using visited = await look({ viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' })
  const { page, complaints } = visited
  await page.getByRole('img', { name: /^Temperature of/ }).waitFor()
  for (const summary of await page.locator('summary').all()) await summary.click()
  expect(await barriers(page)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  expect(await page.evaluate("getComputedStyle(document.querySelector('.fill')).transitionDuration")).toBe(
    '0s',
  )
  expect(complaints).toEqual([])
})

/** Until the page is live, broken, or shows that the store is away. */
function becomes(page: Page, state: string): Promise<unknown> {
  return page.locator(`body[data-state="${state}"]`).waitFor({ timeout: 30_000 })
}

function cell(page: Page, text: string) {
  return page.locator('#station-table td').getByText(text, { exact: true })
}

async function seed(): Promise<void> {
  await bench.valkey().flushall()
  const readings = weatherUntil(Date.now())
  const { pipeline } = bench
  const addresses = {
    kafka: pipeline.address('kafka-consumer'),
    rabbitmq: pipeline.address('rabbit-consumer'),
  }
  const post: Post = (broker, event) => fetch(`http://${addresses[broker]}/`, event)
  for (const broker of brokers) await deliver(post, broker, readings)
  await until(10_000, async () => (await firstEvent()).includes('mixco-2')) // not what a poll saw before
}

/** The first event that somebody who listens now is sent. */
async function firstEvent(): Promise<string> {
  const { body } = await fetch(`${bench.pipeline.query}/v1/live`)
  let text = ''
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk
    if (text.includes('\n\n')) break
  }
  return text
}
