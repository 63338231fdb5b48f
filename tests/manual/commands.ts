/** A command of a block of shell: its words without quotes, the first of which is the program. */
export type Command = readonly string[]

/** A word, quoted in part or not; what separates commands; a comment; what follows a redirection. */
const tokens = /((?:'[^']*'|"[^"]*"|[^\s'"#|&;<>]|(?<=[^\s])#)+)|(&&|\|\||[|;\n])|#[^\n]*|[<>]+\s*[^\s;|&]+/g

/** The commands of a block, those of pipes and of chains one by one. */
export function commandsOf(shell: string): Command[] {
  const commands: string[][] = [[]]
  for (const [, word, separator] of shell.replaceAll('\\\n', ' ').matchAll(tokens)) {
    if (separator !== undefined) commands.push([])
    if (word !== undefined) commands.at(-1)?.push(word.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'))
  }
  return commands.filter(({ length }) => length > 0)
}
