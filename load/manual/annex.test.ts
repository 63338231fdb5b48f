import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Result } from '../bench/results.ts'
import { experiments } from '../compare/experiments.ts'
import { annex, manual } from './annex.ts'
import { questions } from './words.ts'

test('the annex of the manual is made of the results that are kept: npm run manual writes it', () => {
  const [, measured] = /<!-- measured -->\n([\s\S]*)<!-- end -->/.exec(readFileSync(manual, 'utf8')) ?? []
  expect(measured?.trim()).toBe(annex())
})

test('every question of the manual is one of the comparisons', () => {
  expect(experiments.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(questions)))
})

test('a comparison that is kept is told in Spanish, with its own figures', () => {
  const result: Result = {
    ...{ bench: 'writers', about: '', figure: 'rate_s', rounds: 5, noise: 0.02 },
    variants: {
      'kafka-writer, 1 process': { rate_s: { median: 12_345.6, least: 1, most: 2, ratio: 1 } },
      'kafka-writer, 2 processes': { rate_s: { median: 98.76, least: 1, most: 2, ratio: 0.008 } },
    },
    environment: { cores: 2, cpu: 'X' },
  }
  const text = annex((name) => (name === 'writers' ? result : undefined))
  expect(text).toContain('| kafka-writer, 1 proceso | 1.00 | 12,346 |')
  expect(text).toContain('| kafka-writer, 2 procesos | 0.01 | 98.8 |')
  expect(text).toContain('2 núcleos (X); medianas de 5 rondas')
  expect(text.match(/Aún no hay una medición guardada/g)).toHaveLength(3)
})
