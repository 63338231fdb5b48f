import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameSchema, slugSchema, toSlug } from './slug.ts'

test.each([
  ['Amatitlán', 'amatitlan'],
  ['San José Pinula', 'san-jose-pinula'],
  ['  GUATEMALA  ', 'guatemala'],
  ['Quetzaltenango (Xela)', 'quetzaltenango-xela'],
  ['Ñuble / Chillán', 'nuble-chillan'],
  ['A\u0301rea', 'area'],
  ['İstanbul', 'istanbul'],
  ['ﬁnca №5', 'finca-no5'],
  ['a---b___c', 'a-b-c'],
  ['\u{1F327}\u{FE0F} lluvia', 'lluvia'],
  ['\u0000bad\u001b[31m', 'bad-31m'],
  ['\ud800lone', 'lone'],
  ['__proto__', 'proto'],
])('the slug of %j is %j', (name, slug) => {
  expect(toSlug(name)).toBe(slug)
})

test.each(['', '   ', '!!!', '\u{1F327}', '東京', 'Київ', '\ud800', '-', '\u0301'])(
  'a name without a Latin letter or digit has no slug: %j',
  (name) => {
    expect(toSlug(name)).toBe('')
  },
)

test('the composed and the decomposed spelling of a name are the same station', () => {
  expect(toSlug('Amatitla\u0301n')).toBe(toSlug('Amatitl\u00e1n'))
})

test('a slug ends after 64 characters, and never with a hyphen', () => {
  expect(toSlug('x'.repeat(100))).toBe('x'.repeat(64))
  expect(toSlug(`${'x'.repeat(63)} y`)).toBe('x'.repeat(63))
})

test('a slug is a slug or empty, and its own slug, whatever the name', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ maxLength: 200 })), (name) => {
      const slug = toSlug(name)
      expect(slug === '' || slugSchema.safeParse(slug).success).toBe(true)
      expect(toSlug(slug)).toBe(slug)
    }),
  )
}, 30_000)

test.each(['Amatitlan', 'a b', '-a', 'a-', 'a--b', 'á', '', 'x'.repeat(65), 'a\n'])(
  'the schema of slugs refuses %j',
  (text) => {
    expect(slugSchema.safeParse(text).success).toBe(false)
  },
)

test('a name becomes its slug', () => {
  expect(nameSchema.parse('Amatitlán')).toBe('amatitlan')
})

test.each([
  ['too long', 'x'.repeat(65)],
  ['empty', ''],
  ['only symbols', '!!!'],
  ['a number', 5],
  ['an array of one name', ['mixco']],
  ['null', null],
])('a name is refused that is %s', (_, name) => {
  expect(nameSchema.safeParse(name).success).toBe(false)
})
