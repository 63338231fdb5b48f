/** A CloudEvent on its way through a source. */
export type SourceEvent = {
  /** All attributes and extensions, `specversion` too, without `datacontenttype`. */
  attributes: ReadonlyMap<string, string>
  contentType: string | undefined
  /** Undefined: none. An empty one is sent with `content-length: 0`. */
  data: Buffer | undefined
}

/** A POST to a sink. */
export type SinkRequest = { headers: Record<string, string>; body: Buffer | undefined }

/** The event in binary mode of the HTTP binding. */
export function toRequest(event: SourceEvent, further: Record<string, string>): SinkRequest {
  const headers: Record<string, string> = { ...further }
  for (const [name, value] of event.attributes) headers[`ce-${name}`] = value
  if (event.contentType !== undefined) headers['content-type'] = event.contentType
  return { headers, body: event.data }
}

/** The event with more extensions. They win over those of the same name. */
export function withExtensions(event: SourceEvent, extensions: Iterable<[string, string]>): SourceEvent {
  return { ...event, attributes: new Map([...event.attributes, ...extensions]) }
}
