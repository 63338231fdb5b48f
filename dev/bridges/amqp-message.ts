/** A message as amqplib hands it over, as far as a source looks at it. */
export type AmqpMessage = {
  content: Buffer
  properties: {
    headers?: Readonly<Record<string, unknown>> | undefined
    contentType?: string | undefined
    messageId?: string | undefined
    timestamp?: number | undefined
  }
}

/** The name and the queue of a RabbitmqSource. */
export type RabbitSourceIdentity = { namespace: string; name: string; queue: string }

/** `source` of the events that do not bring their own. */
export function sourceOf({ namespace, name, queue }: RabbitSourceIdentity): string {
  return `/apis/v1/namespaces/${namespace}/rabbitmqsources/${name}#${queue}`
}

/** Headers in lower case, without a `ce-` before them, as text. Trace headers are left out: the adapter drops them. */
export function headersOf({ properties }: AmqpMessage): Map<string, string> {
  const headers = new Map<string, string>()
  for (const [name, value] of Object.entries(properties.headers ?? {})) {
    if (name === 'traceparent' || name === 'tracestate') continue
    headers.set(name.toLowerCase().replace(/^ce-/, ''), goText(value))
  }
  return headers
}

/** What Go's `fmt.Sprint` makes of the values that headers have in practice. */
function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  if (Buffer.isBuffer(value)) return `[${[...value].join(' ')}]`
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`
  if (typeof value !== 'object') return String(value)
  const { '!': kind, value: inner } = value as { '!'?: string; value?: unknown }
  if (kind === 'timestamp')
    return new Date(Number(inner) * 1_000).toISOString().replace(/T(.*)\..*/, ' $1 +0000 UTC')
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `map[${entries.map(([name, each]) => `${name}:${goText(each)}`).join(' ')}]`
}
