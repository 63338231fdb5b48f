import type { Progress } from '../stack/progress.ts'

const isTerminal = process.stdout.isTTY === true
const dim = (text: string) => (isTerminal ? `\u001b[2m${text}\u001b[0m` : text)

/** Prints each step when it is done, with its part and its time; on a terminal also while it is under way. */
export const printProgress: Progress = (part, step, seconds) => {
  const label = `  ${part.padEnd(19)}${step}`
  if (seconds !== undefined)
    console.log(`${isTerminal ? '\r\u001b[2K' : ''}${label} ${dim(`${seconds.toFixed(1)} s`)}`)
  else if (isTerminal) process.stdout.write(`\r\u001b[2K${dim(`${label} …`)}`)
}

/** Draws a block of lines over the one drawn before. */
export function createBlock(): (lines: readonly string[]) => void {
  let height = 0
  return (lines) => {
    const up = height > 0 ? `\u001b[${height}A` : ''
    process.stdout.write(`${up}${lines.map((line) => `\u001b[2K${line}`).join('\n')}\n`)
    height = lines.length
  }
}

/** True when the block can be redrawn in place. */
export const canRedraw = isTerminal
