/** What can be done to something. Processes are killed, stopped and paused; connections the next four; disks filled. */
export type FaultKind = 'kill' | 'stop' | 'pause' | 'cut' | 'refuse' | 'freeze' | 'lose' | 'fill'

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
