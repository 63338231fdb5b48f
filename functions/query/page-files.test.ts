import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { readPage } from './page-files.ts'

test('a page is its document, and its files each with its type', () => {
  const folder = mkdtempSync(join(tmpdir(), 'page-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  for (const name of ['main-A.js', 'style-B.css', 'icon-C.svg'])
    writeFileSync(join(folder, 'assets', name), name)
  const { html, assets } = readPage(pathToFileURL(`${folder}/`))
  expect(html).toBe('<!doctype html>')
  expect([...assets].map(([name, { type }]) => [name, type]).sort()).toEqual([
    ['icon-C.svg', 'image/svg+xml'],
    ['main-A.js', 'text/javascript; charset=utf-8'],
    ['style-B.css', 'text/css; charset=utf-8'],
  ])
})
