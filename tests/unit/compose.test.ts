import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('fault 10: every image of compose.dev.yml is pinned, and none is one that no longer exists', () => {
  const compose = readFileSync('compose.dev.yml', 'utf8')
  const images = [...compose.matchAll(/image: \$\{[A-Z]+_IMAGE:-([^}]+)\}/g)].map(([, image]) => image ?? '')
  expect(images).toHaveLength(4)
  for (const image of images) {
    expect(image).toMatch(/:\d+\.\d+/)
    expect(image).not.toContain('latest')
    expect(image).not.toContain('bitnami')
  }
  expect([...compose.matchAll(/image:/g)]).toHaveLength(images.length)
})
