import type { Transformation } from './panel.ts'

/** Keeps these columns. A frame that has none of them goes: the panel says "No data". */
export function keep(...names: string[]): Transformation {
  return { id: 'filterFieldsByName', options: { include: { names } } }
}

/** Shows columns under other names, in this order. */
export function rename(names: Record<string, string>): Transformation {
  const order = Object.keys(names).map((name, at) => [name, at])
  return {
    id: 'organize',
    options: { excludeByName: {}, indexByName: Object.fromEntries(order), renameByName: names },
  }
}

/** Keeps and renames in one. */
export function pick(names: Record<string, string>): Transformation[] {
  return [keep(...Object.keys(names)), rename(names)]
}

/** Keeps all columns. The frame without columns that a missing hash comes as goes: the panel says "No data". */
export const anyColumn: Transformation = {
  id: 'filterFieldsByName',
  options: { include: { pattern: '/.*/' } },
}

/**
 * Turns a hash, one row with a column for each of its fields, into a row for each, in the order of their names.
 */
export function rowPerField(name: string, value: string): Transformation[] {
  return [
    anyColumn,
    { id: 'reduce', options: { mode: 'seriesToRows', reducers: ['lastNotNull'] } },
    sortBy('Field'),
    rename({ Field: name, 'Last *': value }),
  ]
}

/** Sorts the rows. */
export function sortBy(field: string, desc = false): Transformation {
  return { id: 'sortBy', options: { fields: {}, sort: [{ field, desc }] } }
}

/** The first rows. */
export function limit(limitField: number): Transformation {
  return { id: 'limit', options: { limitField } }
}

/** A column divided by a number or by another column. */
export function divide(name: string, by: number | string, alias: string): Transformation {
  const named = (options: string) => ({ matcher: { id: 'byName', options } })
  const right = typeof by === 'number' ? { fixed: String(by) } : named(by)
  return {
    id: 'calculateField',
    options: {
      mode: 'binary',
      binary: { left: named(name), operator: '/', right },
      alias,
      replaceFields: false,
    },
  }
}
