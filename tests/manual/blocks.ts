/** A fenced block: its language, the word after it, and what is in it. */
export type Block = { language: string; mode: string; text: string; line: number }

/** A block of shell and, where the next block says so, what it prints. */
export type Example = Block & { output: string | undefined }

/** All fenced blocks of a page, in order. */
export function readBlocks(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\S*) ?(.*)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', mode = '', text = ''], index, all) => ({
      language,
      mode,
      text: text.trimEnd(),
      line: markdown.slice(0, all[index]?.index).split('\n').length,
    }),
  )
}

/** The blocks of shell: `sh run` is run once, `sh poll` until it prints what the page says, plain `sh` is judged. */
export function readExamples(markdown: string): Example[] {
  const blocks = readBlocks(markdown)
  return blocks.flatMap((block, index) => {
    if (block.language !== 'sh') return []
    const next = blocks[index + 1]
    const output = block.mode !== '' && next !== undefined && next.language !== 'sh' ? next.text : undefined
    return [{ ...block, output }]
  })
}

/** What output must be like: `…` stands for anything, also for several lines. */
export function patternOf(output: string): RegExp {
  const parts = output.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[\\s\\S]*')}$`)
}
