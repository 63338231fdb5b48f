/**
 * What can be done to something: to a process (killed, stopped, paused), to a connection (cut, refused, frozen, or frozen
 * and then lost with all that was on its way), to a disk (filled), to a broker (given an event that no consumer can take).
 */
export const faultKinds = [
  'kill',
  'stop',
  'pause',
  'cut',
  'refuse',
  'freeze',
  'lose',
  'fill',
  'poison',
] as const

/** One of them. */
export type FaultKind = (typeof faultKinds)[number]

/** A fault: `kind` befalls all targets at the same time. Milliseconds since the beginning. */
export type Fault = { at: number; kind: FaultKind; targets: readonly string[]; lasts: number }

/** Which kinds of fault can befall which targets, together where several are named. */
export type Exposure = { targets: readonly string[]; kinds: readonly FaultKind[] }

/** What a run of chaos breaks and mends: the pipeline on this machine, or any other place. */
export type Scene = {
  readonly exposed: readonly Exposure[]
  /** Breaks it. Resolves when it is broken. */
  begin(kind: FaultKind, target: string): Promise<void>
  /** Mends it. Resolves when it works again. */
  end(kind: FaultKind, target: string): Promise<void>
}
