/** An answer of Valkey as RESP2 has it. */
export type Reply = string | number | null | Reply[]

/** Runs one command; rejects with what Valkey complains of. */
export type RunCommand = (command: string, ...args: string[]) => Promise<Reply>

/** The answer as the list that it must be. */
export function asList(reply: Reply): Reply[] {
  if (!Array.isArray(reply)) throw new Error(`a list was expected, not ${JSON.stringify(reply)}`)
  return reply
}

/** The answer as text; nil is the empty one, as it is in Go. */
export function asText(reply: Reply | undefined): string {
  return reply === null || reply === undefined ? '' : String(reply)
}

/** The answer as a list of texts. */
export function asTexts(reply: Reply): string[] {
  return asList(reply).map(asText)
}

/** Pairs of a flat list: name, value, name, value. */
export function pairsOf(reply: Reply): [string, string][] {
  const texts = asTexts(reply)
  return texts.flatMap((name, at) => (at % 2 === 0 ? [[name, texts[at + 1] ?? ''] as [string, string]] : []))
}
