import { type Violation, violations } from '#lib/platform/problem.ts'

/** What firmware sends instead of a value for a sensor that is missing. */
const MISSING = new Set(['', '-9999', '-9999.0', '--', '--.-', 'n/a', 'null', 'nan'])

const NUMBER = /^[+-]?(?:\d{1,15}\.?\d{0,15}|\.\d{1,15})$/

/** The fields of a query or a form; their names in any case. Missing values are undefined. */
export type Fields = ReturnType<typeof fieldsOf>

/** The first of some fields that has a value, as a number. */
export type ReadNumber = (...names: string[]) => number | undefined

/** The same in another unit. */
export function converted(number: ReadNumber, convert: (value: number) => number): ReadNumber {
  return (...names) => {
    const value = number(...names)
    return value === undefined ? undefined : convert(value)
  }
}

/** Reads fields and collects every rule that is broken, so that one answer tells all of them. No value is repeated. */
export function fieldsOf(encoded: string) {
  const values = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(encoded)) {
    const key = name.trim().toLowerCase()
    if (!values.has(key)) values.set(key, value.trim())
  }
  const broken: Violation[] = []

  function text(...names: string[]): string | undefined {
    const found = names.map((name) => values.get(name)).find((value) => value && !isMissing(value))
    return found
  }

  return {
    /** The first of these that has a value. */
    text,
    /** The first of these that has a value, as a number. */
    number(...names: string[]): number | undefined {
      const name = names.find((each) => text(each) !== undefined)
      const value = name === undefined ? undefined : text(name)
      if (name === undefined || value === undefined) return undefined
      if (NUMBER.test(value)) return Number(value)
      broken.push({ pointer: `/${name}`, detail: 'is not a number' })
      return undefined
    },
    /** A field that must be there. */
    required(name: string): string {
      const value = values.get(name.toLowerCase()) ?? ''
      if (value === '') broken.push({ pointer: `/${name}`, detail: 'is missing' })
      return value
    },
    refuse(name: string, detail: string): void {
      broken.push({ pointer: `/${name}`, detail })
    },
    /** @throws RequestProblem naming every field that breaks a rule */
    check(): void {
      if (broken.length > 0) throw violations(broken)
    },
  }
}

function isMissing(value: string): boolean {
  return MISSING.has(value.toLowerCase())
}
