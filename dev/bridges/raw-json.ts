const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g
const OPENING = new Set(['{', '['])
const CLOSING = new Set(['}', ']'])

/**
 * The text of a member of a JSON object, as it was written after its colon: sources forward data without reading its
 * numbers. The text must be valid JSON.
 */
export function rawMember(json: string, name: string): string | undefined {
  let depth = 0
  let key: string | undefined
  let start = -1
  let found: string | undefined
  for (const { 0: token, index } of json.matchAll(TOKEN)) {
    if (CLOSING.has(token)) depth--
    const ends = (depth === 1 && token === ',') || (depth === 0 && token === '}')
    if (ends && start >= 0) {
      if (key === name) found = json.slice(start, index).trimEnd()
      start = -1
    } else if (depth === 1 && start < 0 && token === ':') {
      start = index + 1
    } else if (depth === 1 && start < 0 && token.startsWith('"')) {
      key = JSON.parse(token) as string
    }
    if (OPENING.has(token)) depth++
  }
  return found
}

/** The same JSON without white space between tokens. */
export function compactJson(json: string): string {
  return json.match(TOKEN)?.join('') ?? ''
}
