import type { LatestReading } from '#lib/store/latest.ts'
import type { DeadLetter, Municipality, Overview, Picture, Refusal, Step } from '../picture.ts'

/** What a picture in memory holds. A test changes it as the store would change. */
export type Contents = {
  stations: string[]
  readings: Record<string, LatestReading | undefined>
  municipalities: Record<string, Municipality | undefined>
  overview: Omit<Overview, 'stations'>
  steps: Record<string, Step[]>
  refused: Refusal[]
  dead: DeadLetter[]
  /** What every method rejects with, while it is there. */
  failure: Error | undefined
}

/** A picture in memory, which counts how often it is asked for an overview. */
export function createMemoryPicture(given: Partial<Contents> = {}) {
  const contents: Contents = {
    stations: [],
    readings: {},
    municipalities: {},
    overview: {
      overall: { readings: 0, silent: 0 },
      counters: noCounters,
      deadLetters: 0,
      averages: noAverages,
      conditions: {},
    },
    steps: {},
    refused: [],
    dead: [],
    failure: undefined,
    ...given,
  }
  let overviews = 0
  const give = async <T>(value: () => T): Promise<T> => {
    if (contents.failure !== undefined) throw contents.failure
    return value()
  }
  const overview = () => ({ stations: contents.stations.length, ...contents.overview })
  const picture: Picture = {
    stations: (limit, after = '') =>
      give(() => contents.stations.filter((slug) => slug > after).slice(0, limit)),
    latest: (wanted) => give(() => wanted.map((slug) => own(contents.readings, slug))),
    municipalities: () => give(() => Object.keys(contents.municipalities).sort()),
    municipality: (wanted) => give(() => wanted.map((slug) => own(contents.municipalities, slug))),
    summary: () => give(overview),
    conditions: () => give(() => contents.overview.conditions),
    overview: () => {
      overviews += 1
      return give(overview)
    },
    steps: (subject, from, to) =>
      give(() => {
        const steps = own(contents.steps, subject.of === 'everything' ? 'everything' : subject.slug) ?? []
        return steps.filter(({ at }) => at >= from && at < to)
      }),
    dead: (limit) => give(() => contents.dead.slice(0, limit)),
    refused: (limit, before) =>
      give(() => contents.refused.filter(({ id }) => before === undefined || id < before).slice(0, limit)),
  }
  return { picture, contents, overviews: () => overviews }
}

const noCounters = { stored: 0, duplicates: 0, late: 0, refused: 0, delivered: { kafka: 0, rabbitmq: 0 } }
const noAverages = { temperature: {}, humidity: {} }

function own<T>(record: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
