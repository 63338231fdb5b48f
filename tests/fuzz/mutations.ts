import fc from 'fast-check'

/** What parsers stumble over. */
export const nasty = fc.constantFrom(
  '',
  '0',
  '-0',
  '-1',
  '1e400',
  '-1e400',
  'NaN',
  '9007199254740993',
  '1e-400',
  'null',
  'true',
  '[]',
  '{}',
  '""',
  '"',
  '\\',
  '\\u0000',
  '\u0000',
  '\ud800',
  '\\ud800',
  '\ufffd',
  '\u202e',
  '🌧',
  '%',
  '%00',
  '%E0%A4%A',
  '..',
  '../',
  '//',
  '?',
  '#',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'length',
  '\r\n',
  '\n',
  '\t',
  ' ',
  ';',
  ',',
  ':',
  '=',
  '*',
  '$(id)',
  "' OR 1=1 --",
  '<script>',
  '2026-02-30T25:61:61Z',
  '+999999-01-01T00:00:00Z',
  '-999999d',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  'A'.repeat(65),
  'é'.repeat(64),
  '1'.repeat(400),
)

/** A text with a few of its parts cut out, doubled, swapped for something nasty, or with bits turned over. */
export function mutated(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.tuple(
    fc.constantFrom('cut', 'double', 'put', 'turn', 'end'),
    fc.nat(),
    fc.nat({ max: 40 }),
    nasty,
  )
  return fc
    .tuple(text, fc.array(change, { maxLength: 4 }))
    .map(([whole, changes]) => changes.reduce(apply, whole))
}

function apply(text: string, [kind, where, length, something]: [string, number, number, string]): string {
  const at = where % (text.length + 1)
  const [before, after] = [text.slice(0, at), text.slice(at)]
  if (kind === 'cut') return before + after.slice(length)
  if (kind === 'double') return before + after.slice(0, length) + after
  if (kind === 'put') return before + something + after.slice(something.length)
  if (kind === 'end') return before
  const code = after.charCodeAt(0)
  return Number.isNaN(code) ? text : before + String.fromCharCode(code ^ (1 << (length % 8))) + after.slice(1)
}

/** JSON whose members are now and then missing, doubled, renamed, or something else. */
export function bentJson(value: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const bend = fc.record({
    member: fc.nat(),
    with: fc.oneof(fc.jsonValue(), fc.constant(undefined), nasty),
    name: fc.option(nasty, { nil: undefined }),
  })
  const bent = fc.tuple(value, fc.array(bend, { maxLength: 3 })).map(([given, bends]) => {
    const copy = structuredClone(given)
    const objects = objectsIn(copy)
    for (const { member, with: other, name } of bends) {
      const all = objects.flatMap((object) => Object.keys(object).map((key) => [object, key] as const))
      const [object, key] = all[member % Math.max(all.length, 1)] ?? []
      if (object === undefined || key === undefined) continue
      const as = Array.isArray(object) ? key : (name ?? key)
      Object.defineProperty(object, as, {
        value: other,
        enumerable: true,
        configurable: true,
        writable: true,
      })
    }
    return JSON.stringify(copy)
  })
  return fc.oneof({ arbitrary: bent, weight: 4 }, { arbitrary: mutated(bent), weight: 2 })
}

function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return []
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)]
}

/** Bytes: mostly those of the text, sometimes no text at all. */
export function bytesOf(text: fc.Arbitrary<string>): fc.Arbitrary<Buffer> {
  return fc.oneof(
    { arbitrary: text.map((one) => Buffer.from(one)), weight: 9 },
    { arbitrary: fc.uint8Array({ maxLength: 300 }).map((one) => Buffer.from(one)), weight: 1 },
  )
}
