import type { LiveState } from '../live/state.ts'
import { byId, el } from './dom.ts'
import { measurementNames } from './measurement-names.ts'
import { createSeries, type Series } from './series.ts'

/** Which station is looked at: in the address too, so that it can be kept and passed on. */
export function createChoice(chosen: (station: string) => void) {
  const station = byId<HTMLSelectElement>('station')
  const span = byId<HTMLSelectElement>('span')
  const show = createSeries()
  let known = ''
  let asked = 0

  async function load(): Promise<void> {
    const turn = ++asked
    if (station.value === '') return
    const path = `v1/stations/${encodeURIComponent(station.value)}/series?from=${span.value}`
    const response = await fetch(path).catch(() => undefined)
    if (!response?.ok || turn !== asked) return // what is shown stays until there is something newer
    const series = (await response.json()) as Series
    if (turn === asked) show(station.selectedOptions[0]?.text ?? station.value, series)
  }

  function choose(slug: string): void {
    if (![...station.options].some(({ value }) => value === slug)) return
    station.value = slug
    history.replaceState(null, '', `#${slug}`)
    chosen(slug)
    void load()
  }

  station.addEventListener('change', () => choose(station.value))
  span.addEventListener('change', () => void load())

  return {
    load,
    choose,
    /** Offers the stations that there are. */
    offer({ readings, names }: LiveState): void {
      const slugs = [...readings.keys()].sort()
      const options = slugs.map((slug) => [slug, names?.stations[slug] ?? slug] as const)
      if (options.join() === known) return
      known = options.join()
      const wanted = station.value || location.hash.slice(1)
      station.replaceChildren(...options.map(([slug, name]) => el('option', { value: slug }, name)))
      const slug = slugs.includes(wanted) ? wanted : tellsMost(slugs, readings)
      if (slug === undefined || (slug === station.value && slug === wanted)) return
      station.value = slug
      chosen(slug)
      void load()
    },
  }
}

/** The station that measures the most: there is most to see. */
function tellsMost(slugs: readonly string[], readings: LiveState['readings']): string | undefined {
  const measured = (slug: string) =>
    measurementNames.filter((name) => name in (readings.get(slug) ?? {})).length
  return slugs.toSorted((a, b) => measured(b) - measured(a))[0]
}
