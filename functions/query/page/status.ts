import { byId, write } from './dom.ts'
import { age, timeOfDay } from './format.ts'

const words = {
  connecting: 'Connecting',
  live: 'Live',
  broken: 'Connection lost',
  away: 'The store cannot be read',
} as const

/** How the page is doing: live, or since when it is not. The word alone is announced, the passing of time is not. */
export function createStatus() {
  const word = byId('status')
  const since = byId('since')
  let state: keyof typeof words = 'connecting'
  let from: number | undefined

  function tick(): void {
    if (state === 'connecting' || from === undefined) write(since, '')
    else if (state === 'live') write(since, timeOfDay(from))
    else write(since, `since ${timeOfDay(from)}, ${age(Date.now() - from)}`)
  }

  return {
    /** `at`: of the last event while live, else of the last one before the trouble. */
    show(now: keyof typeof words, at: number | undefined): void {
      if (now !== state || now === 'live') from = at
      state = now
      document.body.dataset.state = now
      write(word, words[now])
      tick()
    },
    tick,
  }
}
