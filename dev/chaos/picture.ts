/** A step of a series as it is published: means to hundredths; of rain, the exact sum. */
export type SeenStep = { at: number; readings: number; means: Readonly<Record<string, number>> }

/** A municipality as it is published. */
export type SeenMunicipality = {
  readings: number
  temperature?: number
  humidity?: number
  temperatureMin?: number
  temperatureMax?: number
  humidityMin?: number
  humidityMax?: number
  mostCommon?: string
  leastCommon?: string
}

/** The pipeline's own counters. */
export type SeenCounters = {
  stored: number
  readings: number
  stations: number
  late: number
  refused: number
  duplicates: number
  delivered: { kafka: number; rabbitmq: number }
}

/** What the pipeline shows of what it has stored. Everything rejects while it is away. */
export type Picture = {
  /** The steps of a station in a span of time (ms); none when it is not known. */
  series(station: string, from: number, to: number): Promise<readonly SeenStep[]>
  /** Undefined when it is not known. */
  municipality(slug: string): Promise<SeenMunicipality | undefined>
  counters(): Promise<SeenCounters>
  /** Condition to readings. */
  conditions(): Promise<Readonly<Record<string, number>>>
  /** The JSON of what consumers have refused, as it came, the newest 1,000. */
  refused(): Promise<readonly string[]>
}

/** The ids that the store remembers, where it can be looked into: the proof that names what is missing. */
export type Marks = AsyncDisposable & {
  /** Of all readings that are stored, the last 64 bits of their ids. */
  read(): Promise<ReadonlySet<string>>
}

/** What lies in the dead letters. Everything rejects while they are away. */
export type DeadLetters = {
  /** Of each event the broker and its id, as `broker id`, and the ids of the readings in it. */
  list(): Promise<readonly { event: string; readings: readonly string[] }[]>
}
