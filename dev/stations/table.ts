import type { Station } from '#lib/stations/schema.ts'

const head = ['station', 'municipality', 'known as', 'keys']

/** The stations in columns: of keys their names and days, of a PASSKEY that there is one. */
export function tableOf(stations: readonly Station[]): string {
  const rows = [head, ...stations.map(rowOf)]
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function rowOf({ id, municipality = '', identities = {}, keys }: Station): string[] {
  const known = Object.entries(identities).map(([dialect, all]) => {
    return `${dialect}: ${all.map((one) => (one.startsWith('hmac:') ? 'PASSKEY' : one)).join(', ')}`
  })
  const named = keys?.map((key) => {
    return `${key.id} of ${key.created.slice(0, 10)}${key.hash === undefined ? ', windguru' : ''}`
  })
  return [
    id,
    municipality,
    known.join('; '),
    named === undefined ? 'needs none' : named.join('; ') || 'none: closed',
  ]
}
