import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client, Letter, Replay } from './client.ts'
import type { Options } from './options.ts'

/** Where a command reads and writes; `tell` is for people. */
export type Terminal = { input: Readable; output: Writable; tell: (line: string) => void }

const POLL_MS = 500

/** Does what the command line says. */
export async function run(options: Options, client: Client, terminal: Terminal): Promise<void> {
  const { command, id, filter, rate, limit } = options
  const { tell } = terminal
  if (command === 'list') return list(client, filter, limit, tell)
  if (command === 'export') return exportAll(options, client, terminal)
  if (command === 'import') return importAll(options, client, terminal)
  if (command === 'show') tell(JSON.stringify(await client.show(id ?? ''), undefined, 2))
  else if (command === 'delete' && id !== undefined) await client.remove(id)
  else if (command === 'delete') tell(`${(await client.removeAll(filter)).deleted} deleted`)
  else if (id !== undefined) {
    const { readings, confirmedBy } = await client.replayOne(id)
    tell(`${readings} readings, confirmed by ${confirmedBy}`)
  } else await follow(client, await client.replay({ ...filter, ...(rate && { rate }) }), tell)
}

async function list(client: Client, filter: Record<string, string>, limit: number, tell: Terminal['tell']) {
  let left = limit
  let after: string | undefined
  do {
    const query = { ...filter, limit: String(Math.min(left, 1000)), ...(after && { after }) }
    const { deadLetters, next, counts } = await client.page(query)
    for (const letter of deadLetters) tell(lineOf(letter))
    left -= deadLetters.length
    after = next
    if (left > 0 && after !== undefined) continue
    const more = after === undefined ? '' : 'there are more; '
    const { held, kept, replayed, deleted, expired, displaced } = counts
    return tell(
      `${more}${held} are kept; of ${kept} in all, ${replayed} replayed, ${deleted} deleted, ${expired} too old, ${displaced} too many`,
    )
  } while (after !== undefined)
}

function lineOf({ id, at, broker, readings, replayable, reason }: Letter): string {
  const what = replayable ? `${readings} readings` : 'poison'
  return [id, at, broker.padEnd(8), what.padEnd(12), reason.replaceAll(/\s+/g, ' ')].join('  ')
}

/** Asking is what keeps a function awake that scales to zero. */
async function follow(client: Client, begun: Replay, tell: Terminal['tell']): Promise<void> {
  let said = ''
  for (let replay = begun; ; replay = await client.progress(begun.id)) {
    const { state, replayed, readings, skipped, trouble } = replay
    const line = `${state}: ${replayed} letters, ${readings} readings, ${skipped} passed over${trouble === undefined ? '' : `; ${trouble}`}`
    if (line !== said) tell(line)
    said = line
    if (state !== 'running') return
    await sleep(POLL_MS)
  }
}

async function exportAll(
  { file, filter }: Options,
  client: Client,
  { output, tell }: Terminal,
): Promise<void> {
  const target = file === undefined ? output : createWriteStream(file)
  let count = 0
  for await (const letter of client.all(filter)) {
    if (!target.write(`${JSON.stringify(letter)}\n`)) await once(target, 'drain')
    count += 1
  }
  if (file === undefined) return
  target.end()
  await finished(target)
  tell(`${count} exported`)
}

async function importAll({ file }: Options, client: Client, { input, tell }: Terminal): Promise<void> {
  const lines = createInterface({ input: file === undefined ? input : createReadStream(file) })
  let count = 0
  for await (const line of lines) {
    if (line.trim() === '') continue
    await client.put(JSON.parse(line) as Letter)
    count += 1
  }
  tell(`${count} imported`)
}
