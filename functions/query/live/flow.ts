import type { Counters } from '../picture.ts'
import type { LiveState } from './state.ts'

type Flow = NonNullable<LiveState['flow']>
type Sample = { at: number; stored: number; kafka: number; rabbitmq: number }

/** Rates are those of this long; a delay that is older says nothing any more. */
const SPAN_MS = 10_000

/** Measures how much flows, and how long it takes, from what is seen at each poll. */
export function createFlow() {
  let samples: Sample[] = []
  let delay: { at: number; ms: number } | undefined

  /** `received`: times of receipt (ms) of readings that are new since the last poll. */
  return function measure(at: number, counters: Counters, received: readonly number[]): Flow {
    const { stored, delivered } = counters
    const first = samples.length === 0
    samples = samples.filter((sample) => at - sample.at <= SPAN_MS)
    samples.push({ at, stored, ...delivered })
    // At the first poll everything is new, and nothing is known of when it came.
    if (!first && received.length > 0) delay = { at, ms: Math.max(0, at - Math.max(...received)) }
    if (delay !== undefined && at - delay.at > SPAN_MS) delay = undefined
    return { ...rates(samples), ...(delay === undefined ? {} : { delay: delay.ms }) }
  }
}

function rates(samples: readonly Sample[]): Pick<Flow, 'stored' | 'kafka' | 'rabbitmq'> {
  const [first, last] = [samples[0], samples.at(-1)]
  if (first === undefined || last === undefined || first.at === last.at) return {}
  const perSecond = (name: 'stored' | 'kafka' | 'rabbitmq') => {
    const rate = ((last[name] - first[name]) * 1_000) / (last.at - first.at)
    return Math.max(0, Math.round(rate * 10) / 10) // a store that was emptied does not flow backwards
  }
  return { stored: perSecond('stored'), kafka: perSecond('kafka'), rabbitmq: perSecond('rabbitmq') }
}
