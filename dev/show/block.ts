import type { Health, Newest, Summary } from '../pipeline/observe.ts'

/** What the live block shows; what is not known yet is left out. */
export type View = {
  health?: Health
  summary?: Summary
  newest?: Newest | undefined
  deadLetters?: number
  /** Milliseconds from a POST to the answer of the API that shows it. */
  delay?: number
  /** Seconds from the start of everything to the first reading that the API showed. */
  firstAfter?: number
  /** Parts that ended without being told to, with how. */
  ended?: ReadonlyMap<string, string>
  /** Readings a second that were stored lately. */
  rate?: number
}

/** The live block, one line an element. `now` in milliseconds. */
export function renderBlock(
  { health, summary, newest, deadLetters, delay, firstAfter, ended, rate }: View,
  now: number,
): string[] {
  return [
    row('accepted', number(health?.accepted), writersOf(health)),
    row(
      'confirmed',
      `kafka ${number(health?.confirmed.kafka)}`,
      `rabbitmq ${number(health?.confirmed.rabbitmq)}`,
    ),
    row('stored', number(summary?.stored), rate === undefined ? '' : `${rate.toFixed(1)} readings/s`),
    row('duplicates', number(summary?.duplicates), 'the second broker brings what the first has brought'),
    row('dead letters', number(deadLetters), endedOnes(ended)),
    row(
      'newest',
      newest === undefined ? '–' : newest.station,
      newest === undefined ? '' : describe(newest, now),
    ),
    row(
      'end to end',
      delay === undefined ? '–' : `${delay.toFixed(0)} ms`,
      `from POST to the answer of the API${since(firstAfter)}`,
    ),
  ]
}

/** The same in one line, for output that is no terminal. */
export function renderLine({ health, summary, deadLetters, delay, firstAfter, ended }: View): string {
  const parts = [
    `accepted ${number(health?.accepted)}`,
    `kafka ${number(health?.confirmed.kafka)}`,
    `rabbitmq ${number(health?.confirmed.rabbitmq)}`,
    `stored ${number(summary?.stored)}`,
    `duplicates ${number(summary?.duplicates)}`,
    `dead letters ${number(deadLetters)}`,
  ]
  if (delay !== undefined) parts.push(`end to end ${delay.toFixed(0)} ms${since(firstAfter)}`)
  if (ended !== undefined && ended.size > 0) parts.push(endedOnes(ended))
  return parts.join(' · ')
}

function endedOnes(ended: View['ended'] = new Map()): string {
  return [...ended].map(([part, how]) => `${part} ended: ${how}`).join('; ')
}

function since(firstAfter: number | undefined): string {
  return firstAfter === undefined ? '' : `; the first ${firstAfter.toFixed(1)} s after the start`
}

function row(label: string, value: string, note: string): string {
  return `  ${label.padEnd(14)}${value.padEnd(18)}${note}`.trimEnd()
}

function number(value: number | undefined): string {
  return value === undefined ? '–' : value.toLocaleString('en-US')
}

function describe({ temperature, condition, observedAt }: Newest, now: number): string {
  const age = Math.max(0, (now - Date.parse(observedAt)) / 1000)
  const said = [
    temperature === undefined ? undefined : `${temperature} °C`,
    condition,
    `${age.toFixed(1)} s ago`,
  ]
  return said.filter((part) => part !== undefined).join(', ')
}

function writersOf(health: Health | undefined): string {
  const resting = Object.entries(health?.writers ?? {}).filter(([, state]) => state !== 'closed')
  return resting.map(([broker]) => `${broker} is away`).join(', ')
}
