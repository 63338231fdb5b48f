import type { LiveEvent } from '../live/state.ts'

/** What happens to a connection. */
export type Listening = {
  heard(event: LiveEvent): void
  /** Nothing comes any more; the time of the last event, if there was one. */
  broken(since: number | undefined): void
}

/** The server ends a connection now and then; coming again takes less than this. */
const PATIENCE_MS = 2_500

/** The server says something at least every five seconds. */
const SILENCE_MS = 12_000

/** A page that nobody looks at lets go after this, so that the function can sleep. */
const HIDDEN_MS = 60_000

/** Listens for as long as the page is looked at, and comes again by itself for ever. */
export function connect(url: string, { heard, broken }: Listening): void {
  let source: EventSource | undefined
  let lastAt: number | undefined
  let failingSince: number | undefined = Date.now()
  let openedAt = 0
  let hiding: ReturnType<typeof setTimeout> | undefined

  function open(): void {
    close()
    openedAt = Date.now()
    source = new EventSource(url)
    source.onmessage = ({ data }) => {
      lastAt = Date.now()
      failingSince = undefined
      heard(JSON.parse(data) as LiveEvent)
    }
    source.onerror = () => {
      failingSince ??= Date.now()
    }
  }

  function close(): void {
    source?.close()
    source = undefined
  }

  function look(): void {
    if (source === undefined) return
    const now = Date.now()
    const silent = now - Math.max(lastAt ?? 0, openedAt) > SILENCE_MS
    if (silent) failingSince ??= now
    if (failingSince !== undefined && now - failingSince > PATIENCE_MS) broken(lastAt)
    // The browser itself comes again after a broken connection, but not after a refusal.
    const given = source.readyState === EventSource.CLOSED && now - openedAt > PATIENCE_MS
    if (given || silent) open()
  }

  document.addEventListener('visibilitychange', () => {
    clearTimeout(hiding)
    if (document.hidden) hiding = setTimeout(close, HIDDEN_MS)
    else if (source === undefined) open()
  })
  open()
  setInterval(look, 500)
}
