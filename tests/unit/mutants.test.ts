import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mutate } from '../mutants/mutant.ts'
import { mutants } from '../mutants/mutants.ts'
import { root } from './planted.ts'

const read = (file: string) => readFileSync(join(root, file), 'utf8')

test.each(mutants)(
  '$promise: there is one place for the mutant "$name", and a test of that name',
  (mutant) => {
    const text = read(mutant.file)
    expect(mutate(text, mutant)).not.toBe(text)
    const { file, name } = mutant.killedBy
    const tests = `${read(file)}${file.includes('publisher-') ? read('lib/testing/publisher.contract.ts') : ''}`
    // A name may be made of a row of a table: `P6: %s: a problem document`.
    expect(name.split(/(?<=: )/).every((part) => tests.includes(part.trim().replace(/^P\d: /, '')))).toBe(
      true,
    )
  },
)

test('each promise has a mutant', () => {
  const promises = new Set(mutants.map(({ promise }) => promise))
  expect([...promises].sort()).toEqual(['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8'])
})

test('a mutant whose text is gone, or there twice, says so', () => {
  const [first] = mutants
  if (first === undefined) throw new Error('no mutants')
  expect(() => mutate('', first)).toThrow('0 times')
  expect(() => mutate(first.before + first.before, first)).toThrow('2 times')
})
