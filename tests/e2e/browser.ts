import axe, { type AxeResults, type Result } from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { chromium as executablePath } from '../../dev/stack/install.ts'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A page in a real browser, and what it complained of. */
export type Visit = AsyncDisposable & { page: Page; complaints: string[]; asked: URL[] }

/** Starts a browser before the tests of a file, and ends it after them. Each visit has a profile of its own. */
export function useBrowser(): (url: string, options?: BrowserContextOptions) => Promise<Visit> {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: flags })
  })
  afterAll(() => browser.close())

  return async (url, options = {}) => {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const complaints: string[] = []
    const asked: URL[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => asked.push(new URL(request.url())))
    await page.goto(url)
    return { page, complaints, asked, [Symbol.asyncDispose]: () => context.close() }
  }
}

/** What axe finds that keeps people out: rules, and the elements that break them. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<AxeResults>('axe.run()')
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return serious.map(({ id, nodes }: Result) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
