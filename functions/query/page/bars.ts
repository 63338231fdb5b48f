import { byId, createList, el, write } from './dom.ts'

/** A bar: its name and value, and how the value is written. */
export type Bar = { key: string; name: string; value: number; text: string }

/** As many bars are shown at first. */
const FEW = 12

/** Bars in a table, which is what they are to those who do not see them. */
export function createBars(id: string, columns: readonly [string, string], none: string) {
  const root = byId(id)
  const body = el('tbody')
  const head = el('tr', {}, ...columns.map((column) => el('th', { scope: 'col' }, column)))
  const table = el(
    'table',
    { 'aria-labelledby': `${id}-title` },
    el('thead', { class: 'visually-hidden' }, head),
    body,
  )
  const empty = el('p', { class: 'note' }, none)
  const more = el('button', { type: 'button', class: 'more', hidden: '' })
  root.append(table, empty, more)
  let all = false
  let shown: readonly Bar[] = []
  more.addEventListener('click', () => {
    all = !all
    show(shown)
  })

  const list = createList<Bar, HTMLTableRowElement>(
    body,
    ({ key, name }) => `${key} ${name}`,
    createRow,
    () => {},
  )

  /** Shows bars, in the order given. */
  function show(bars: readonly Bar[]): void {
    shown = bars
    table.hidden = bars.length === 0
    empty.hidden = bars.length > 0
    more.hidden = bars.length <= FEW
    write(more, all ? 'Show fewer' : `Show all ${bars.length}`)
    const visible = all ? bars : bars.slice(0, FEW)
    list(visible)
    const low = Math.min(0, ...bars.map(({ value }) => value))
    const span = Math.max(0, ...bars.map(({ value }) => value)) - low || 1
    visible.forEach(({ value, text }, index) => {
      const row = body.rows[index]
      const fill = row?.querySelector<HTMLElement>('.fill')
      fill?.style.setProperty('--start', `${((Math.min(0, value) - low) / span) * 100}%`)
      fill?.style.setProperty('--size', `${(Math.abs(value) / span) * 100}%`)
      const said = row?.querySelector('.value')
      if (said) write(said, text)
    })
  }

  return show
}

function createRow({ name }: Bar): HTMLTableRowElement {
  const track = el('span', { class: 'track' }, el('span', { class: 'fill' }))
  const measure = el('div', { class: 'measure' }, track, el('span', { class: 'value' }))
  return el('tr', {}, el('th', { scope: 'row', title: name }, name), el('td', {}, measure))
}
