import { expect, test, vi } from 'vitest'
import * as openapi from '#lib/platform/openapi.ts'

vi.mock('#lib/platform/openapi.ts', { spy: true })

test.each([
  ['ingest', () => import('./ingest/app.ts')],
  ['the dialects of ingest', () => import('./ingest/dialects.ts')],
  ['query', () => import('./query/app.ts')],
  ['dead-letters', () => import('./dead-letters/app.ts')],
])('a start makes no schema for the document of %s', async (_, load) => {
  await load()
  for (const make of Object.values(openapi)) expect(make).not.toHaveBeenCalled()
})
