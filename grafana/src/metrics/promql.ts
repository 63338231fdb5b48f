/**
 * By how much counters have grown within a window, added up by labels. A function that wakes brings counters that begin
 * with what it did first, where `increase` begins to look afterwards. So of a series that was not there before the window the
 * whole value counts.
 * @param series a name, with matchers if wanted
 */
export function grown(series: string, window: string, ...by: string[]): string {
  const fresh = `(max_over_time(${series}[${window}]) unless ${series} offset ${window})`
  return sumBy(`${fresh} or increase(${series}[${window}])`, by)
}

/** The same a second, within the last five minutes. Metrics are sent once a minute. */
export function perSecond(series: string, ...by: string[]): string {
  return `${grown(series, '5m', ...by)} / 300`
}

/**
 * What this share of the values of a histogram does not exceed, in the last five minutes.
 * @param histogram its name without `_bucket`
 */
export function quantile(share: number, histogram: string, matchers: string, ...by: string[]): string {
  return `histogram_quantile(${share}, ${grown(`${histogram}_bucket${matchers}`, '5m', ...by, 'le')})`
}

/** A sum by labels. */
export function sumBy(expr: string, by: readonly string[]): string {
  return by.length === 0 ? `sum(${expr})` : `sum by (${by.join(', ')}) (${expr})`
}
