/** A record as kafkajs hands it over. Of a header that occurs more than once it makes an array. */
export type KafkaRecord = {
  topic: string
  partition: number
  offset: string
  timestamp: string
  key: Buffer | null
  value: Buffer | null
  headers?: Readonly<Record<string, HeaderValue | HeaderValue[] | undefined>>
}

type HeaderValue = Buffer | string

/** The headers of a record in turn; a value of null stays null. */
export function headersOf(record: KafkaRecord): [name: string, value: string | null][] {
  return Object.entries(record.headers ?? {}).flatMap(([name, values]) =>
    (Array.isArray(values) ? values : [values]).map((value): [string, string | null] => [
      name,
      value?.toString() ?? null,
    ]),
  )
}

/** The last header of exactly this name, as Kafka's `lastHeader`. */
export function lastHeader(headers: [string, string | null][], name: string): string | undefined {
  return headers.findLast(([each]) => each === name)?.[1] ?? undefined
}
