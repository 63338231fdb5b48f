import { histogram } from './telemetry-meters.ts'

const duration = histogram('chaac.start.duration', {
  unit: 's',
  description: 'From the start of the process until its code runs, it listens, and it has answered first',
})

const phases = new Map<Phase, number>()
let isRecorded = false

/** A part of a cold start, each counted from the start of the process. */
export type Phase = 'process' | 'listen' | 'answer'

/** Marks the end of a phase, which counts when it is marked first. */
export function markStart(phase: Phase): void {
  if (phases.has(phase)) return
  const seconds = process.uptime() // performance.now() would load a module of Node that a start does without
  phases.set(phase, seconds)
  if (isRecorded) duration(seconds, { 'chaac.phase': phase })
}

/** Records what was marked before the SDK was there. */
export function recordStart(): void {
  isRecorded = true
  for (const [phase, seconds] of phases) duration(seconds, { 'chaac.phase': phase })
}
