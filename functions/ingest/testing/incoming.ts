import type { Incoming } from '../dialects/dialect.ts'

/** A request as a dialect reads it: JSON, POSTed, unless told otherwise. */
export function anIncoming(
  parts: Partial<Omit<Incoming, 'header' | 'headers'>> & { headers?: Record<string, string> } = {},
): Incoming {
  const { headers = {}, ...more } = parts
  return {
    method: 'POST',
    path: '/',
    query: '',
    body: '',
    mediaType: 'application/json',
    key: undefined,
    header: (name) => headers[name],
    headers: () => headers,
    ...more,
  }
}
