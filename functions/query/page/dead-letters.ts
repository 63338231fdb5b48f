import type { LiveState } from '../live/state.ts'
import { byId, createList, el, write } from './dom.ts'
import { plural, timeOfDay } from './format.ts'

type DeadLetter = NonNullable<LiveState['dead']>[number]

/** How many dead letters there are, and why the newest ones came to it; nothing while there are none. */
export function createDeadLetters() {
  const list = createList<DeadLetter, HTMLLIElement>(
    byId('dead-letters'),
    ({ id }) => id,
    createItem,
    () => {},
  )
  return ({ summary, dead = [] }: LiveState): void => {
    const count = summary?.deadLetters ?? 0
    byId('dead').hidden = count === 0
    write(byId('dead-note'), `${plural(count, 'event')} that could not be stored; the newest:`)
    list(dead)
  }
}

function createItem({ at, broker, reason }: DeadLetter): HTMLLIElement {
  const when = el('time', { datetime: at }, timeOfDay(Date.parse(at)))
  return el('li', {}, el('p', {}, reason), el('p', { class: 'note' }, when, ` by way of ${broker}`))
}
