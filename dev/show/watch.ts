import { setTimeout as sleep } from 'node:timers/promises'
import { countDeadLetters, readHealth, readNewest, readSummary } from '../pipeline/observe.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { renderBlock, renderLine, type View } from './block.ts'
import { canRedraw, createBlock } from './terminal.ts'

const EVERY_MS = canRedraw ? 500 : 5_000

/** Shows how the pipeline is doing until the signal ends it. What cannot be asked keeps its last value. */
export async function watch(
  { ingest, query, deadLetters }: Pick<Pipeline, 'ingest' | 'query' | 'deadLetters'>,
  view: View,
  signal: AbortSignal,
): Promise<void> {
  const draw = createBlock()
  let last = { stored: 0, at: performance.now() }
  for (let round = 0; !signal.aborted; round += 1) {
    await Promise.allSettled([
      readHealth(ingest).then((health) => Object.assign(view, { health })),
      readSummary(query).then((summary) => Object.assign(view, { summary })),
      readNewest(query).then((newest) => Object.assign(view, { newest })),
      countDeadLetters(deadLetters).then((count) => Object.assign(view, { deadLetters: count })),
    ])
    const now = { stored: view.summary?.stored ?? 0, at: performance.now() }
    if (round > 0) view.rate = Math.max(0, ((now.stored - last.stored) * 1000) / (now.at - last.at))
    last = now
    if (canRedraw) draw(renderBlock(view, Date.now()))
    else console.log(renderLine(view))
    await sleep(EVERY_MS, undefined, { signal }).catch(() => {})
  }
}
