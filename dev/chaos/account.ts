import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf } from '#lib/platform/errors.ts'
import { type Balance, balance, isBalanced, type Places } from './balance.ts'
import type { Door } from './door.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { createRandom } from './random.ts'
import { runLoad, type Traffic } from './sender.ts'
import { createStations, type Stations } from './stations.ts'

/** A load with its account, whoever makes the faults. Times in milliseconds. */
export type AccountOptions = {
  door: Door
  places: Places
  seed: number
  rate: number
  length: number
  /** How long what is not acknowledged at the end is tried again; and how long the store may take to show all of it. */
  patience: number
  /** How long the account must hold: what is delivered a second time would show by then. */
  calm: number
  tell: (line: string) => void
}

/** An account under way. */
export type RunningAccount = {
  readonly ledger: Ledger
  /** Resolves when all is acknowledged, or patience is at its end. */
  readonly sent: Promise<Traffic>
  /** Compares until all is accounted for, or patience is at its end. */
  settle(): Promise<Balance>
}

/** Older readings are sent too: this long before the beginning, and steps are whole. */
const BEFORE_MS = 120_000

/** Begins to send. */
export function startAccount(options: AccountOptions): RunningAccount {
  const { door, places, seed, rate, length, patience, calm, tell } = options
  const began = Date.now()
  const random = createRandom(seed)
  const stations: Stations = createStations(`chaos-${began.toString(36)}`, random)
  const ledger = createLedger()
  const next = () => stations.next(Date.now())
  const [end, giveUp] = [length, length + patience].map((ms) => AbortSignal.timeout(ms)) as [
    AbortSignal,
    AbortSignal,
  ]
  const sent = runLoad({ door, ledger, random, next, rate }, end, giveUp)

  async function compare(): Promise<Balance> {
    return balance(ledger, stations, { from: began - BEFORE_MS, to: Date.now() + BEFORE_MS }, places)
  }

  async function settle(): Promise<Balance> {
    let failure: unknown
    for (const last = performance.now() + patience; ; ) {
      try {
        const found = await compare()
        if (isBalanced(found)) {
          await sleep(calm)
          const again = await compare()
          if (isBalanced(again)) return again
        }
        if (performance.now() > last) return found
        failure = undefined
      } catch (error) {
        if (failure === undefined) tell(`cannot compare yet: ${messageOf(error)}`)
        failure = error
        if (performance.now() > last) throw error
      }
      await sleep(1_000)
    }
  }

  return { ledger, sent, settle }
}
