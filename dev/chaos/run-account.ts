import { startAccount } from './account.ts'
import { httpDeadLetters } from './dead-letters-client.ts'
import { httpDoor } from './door.ts'
import { valkeyMarks } from './marks-client.ts'
import { queryPicture } from './query-client.ts'
import { makeReport, type Report } from './report.ts'

/** An account of somebody's own pipeline. Whatever breaks there meanwhile is theirs. */
export type AccountRun = {
  seed: number
  minutes: number
  rate: number
  /** Addresses of ingest and query. */
  url: string
  query: string
  /** host:port, and how its keys begin. */
  valkey: string | undefined
  /** Address of dead-letters, and the key that it may ask for. */
  deadLetters: string | undefined
  operatorKey?: string | undefined
  prefix: string
  login: { username?: string; password?: string }
  tell: (line: string) => void
}

/** Time to mend what was broken, and for a PingSource to close the last steps of the series. */
const PATIENCE_MS = 5 * 60_000
const CALM_MS = 15_000

/** Sends for so many minutes, then compares with what the pipeline shows. */
export async function runAccount(run: AccountRun): Promise<Report> {
  const { seed, minutes, rate, url, query, valkey, prefix, login, deadLetters, tell } = run
  await using marks = valkey === undefined ? undefined : valkeyMarks(valkey, prefix, login)
  const letters = deadLetters === undefined ? undefined : httpDeadLetters(deadLetters, run.operatorKey)
  const began = Date.now()
  const account = startAccount({
    door: httpDoor(url),
    places: { picture: queryPicture(query), marks, deadLetters: letters },
    seed,
    rate,
    length: minutes * 60_000,
    patience: PATIENCE_MS,
    calm: CALM_MS,
    tell,
  })
  tell(`${rate} readings/s for ${minutes} min: break what you like, and have it mended by then`)
  const traffic = await account.sent
  const { ledger } = account
  tell(`${ledger.acknowledged.size} of ${ledger.begun} readings acknowledged; waiting for the store`)
  const balance = await account.settle()
  return makeReport({ kind: 'account', seed, minutes, began, ledger, traffic, balance, faults: [] })
}
