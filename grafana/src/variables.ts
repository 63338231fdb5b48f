import { dataSource } from './target.ts'

/** Something that the viewer chooses or types, used as `$name`. */
export type Variable = { type: 'query' | 'textbox'; name: string; label: string; query: string } & Record<
  string,
  unknown
>

/** A choice among the members of a set of slugs; of several, or all, when `multi`. */
export function choice(name: string, label: string, key: string, { multi = false } = {}): Variable {
  return {
    type: 'query',
    name,
    label,
    datasource: dataSource,
    query: `SMEMBERS ${key}`,
    definition: `SMEMBERS ${key}`,
    // An empty set comes as the words "(empty array)".
    regex: '/^[a-z0-9-]+$/',
    refresh: 2,
    sort: 1,
    multi,
    includeAll: multi,
    ...(multi && { current: { text: ['All'], value: ['$__all'] } }),
  }
}

/** Words of the viewer. */
export function words(name: string, label: string, first: string): Variable {
  const only = { text: first, value: first }
  return {
    type: 'textbox',
    name,
    label,
    query: first,
    current: only,
    options: [{ selected: true, ...only }],
  }
}
