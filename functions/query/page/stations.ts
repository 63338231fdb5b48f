import type { LatestReading } from '#lib/store/latest.ts'
import type { LiveState } from '../live/state.ts'
import { byId, createList, el, write } from './dom.ts'
import { age, labels, measured, number, plural, title } from './format.ts'
import { type Measurement, measurementNames } from './measurement-names.ts'

/** As many rows are shown at first. */
const FEW = 25

/** Whether a check has failed on a measurement, which then has a question mark. */
function isDoubted({ quality = [] }: LatestReading, name: Measurement): boolean {
  const end = `-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  return quality.some((flag) =>
    ['range', 'consistency', 'step', 'persistence', 'neighbours'].some((check) => flag === check + end),
  )
}

/** The table of stations. `choose` hears which one a reader wants to see. */
export function createStations(choose: (station: string) => void) {
  const head = el('tr')
  const body = el('tbody')
  byId('station-table').append(el('thead', {}, head), body)
  const filter = byId<HTMLInputElement>('filter')
  const more = byId('more')
  const shown = new WeakMap<HTMLElement, LatestReading>()
  let state: LiveState | undefined
  let columns: Measurement[] = []
  let all = false
  let chosen = ''
  let clock = Date.now()

  const rows = createList<LatestReading, HTMLTableRowElement>(body, keyOf, createRow, updateRow)
  filter.addEventListener('input', show)
  more.addEventListener('click', () => {
    all = !all
    show()
  })

  function keyOf({ station }: LatestReading): string {
    return `${station} ${columns.join()}`
  }

  function nameOf({ station }: LatestReading): string {
    return state?.names?.stations[station] ?? station
  }

  function createRow({ station }: LatestReading): HTMLTableRowElement {
    const button = el('button', { type: 'button' })
    button.addEventListener('click', () => choose(station))
    const cells = [...columns.map(() => el('td')), el('td', { class: 'text' }), el('td')]
    return el('tr', {}, el('th', { scope: 'row' }, button), ...cells)
  }

  function updateRow(row: HTMLTableRowElement, reading: LatestReading): void {
    const button = row.querySelector('button')
    if (button) write(button, nameOf(reading))
    button?.setAttribute('aria-pressed', String(reading.station === chosen))
    const last = row.cells.length - 1
    const aged = row.cells[last]
    if (aged) write(aged, age(clock - Date.parse(reading.observedAt)))
    const before = shown.get(row)
    if (before === reading) return
    shown.set(row, reading)
    for (const [index, name] of columns.entries())
      write(
        row.cells[index + 1] as HTMLElement,
        `${measured(name, reading[name])}${isDoubted(reading, name) ? ' ?' : ''}`,
      )
    write(row.cells[last - 1] as HTMLElement, title(reading.condition ?? ''))
    if (before === undefined) return
    row.classList.remove('fresh')
    void row.offsetWidth // begins the animation anew
    row.classList.add('fresh')
  }

  function show(): void {
    if (state === undefined) return
    const sorted = [...state.readings.values()].sort((a, b) => a.station.localeCompare(b.station))
    const wanted = filter.value.trim().toLowerCase()
    const found = sorted.filter((reading) => {
      const { station, municipality = '' } = reading
      const called = state?.names?.municipalities[municipality] ?? ''
      return `${station} ${municipality} ${nameOf(reading)} ${called}`.toLowerCase().includes(wanted)
    })
    const known = measurementNames.filter((name) => sorted.some((reading) => reading[name] !== undefined))
    if (known.join() !== columns.join() || head.children.length === 0) {
      columns = known
      const names = ['Station', ...known.map((name) => labels[name][0]), 'Condition', 'Observed']
      head.replaceChildren(
        ...names.map((name) =>
          el('th', { scope: 'col', ...(name === 'Condition' ? { class: 'text' } : {}) }, name),
        ),
      )
    }
    rows(all ? found : found.slice(0, FEW))
    more.hidden = found.length <= FEW
    write(more, all ? 'Show fewer' : `Show all ${number(found.length)}`)
    const total = state.summary?.stations ?? sorted.length
    const note =
      total > sorted.length
        ? `the first ${number(sorted.length)} of ${number(total)}`
        : plural(total, 'station')
    write(
      byId('stations-note'),
      wanted === '' ? `${note}, each with its newest reading` : `${number(found.length)} found`,
    )
  }

  return {
    /** `now` is the server's clock. */
    show(newest: LiveState, now: number): void {
      state = newest
      clock = now
      show()
    },
    mark(station: string): void {
      chosen = station
      show()
    },
  }
}
