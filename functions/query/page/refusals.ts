import type { LiveState } from '../live/state.ts'
import { byId, createList, el, write } from './dom.ts'
import { timeOfDay } from './format.ts'

type Refusal = NonNullable<LiveState['refused']>[number]

/** The newest refusals, each with what was refused. */
export function createRefusals() {
  const list = createList<Refusal, HTMLLIElement>(
    byId('refused'),
    ({ id }) => id,
    createItem,
    () => {},
  )
  return ({ refused = [] }: LiveState): void => {
    write(
      byId('refused-note'),
      refused.length === 0 ? 'Nothing was refused.' : 'The rest of their batches was kept.',
    )
    list(refused)
  }
}

function createItem({ at, broker, reason, reading }: Refusal): HTMLLIElement {
  const when = el('time', { datetime: at }, timeOfDay(Date.parse(at)))
  const text = typeof reading === 'string' ? reading : JSON.stringify(reading, undefined, 1)
  return el(
    'li',
    {},
    el('p', {}, reason),
    el('p', { class: 'note' }, when, ` by way of ${broker}`),
    el('details', {}, el('summary', {}, 'What was sent'), el('pre', {}, text)),
  )
}
