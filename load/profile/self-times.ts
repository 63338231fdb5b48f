import { type Owner, ownerOf } from './owners.ts'

/** A function as V8 names it, with lines and columns from 0 on. */
export type CallFrame = { functionName: string; url: string; lineNumber: number; columnNumber: number }

/** As much of V8's CPU profile as is needed: nodes, which of them each sample met, and µs since the sample before. */
export type CpuProfile = {
  nodes: readonly { id: number; callFrame: CallFrame }[]
  samples: readonly number[]
  timeDeltas: readonly number[]
}

/** µs of a process by whose work it was, and those of the functions of ours that took most. */
export type SelfTimes = { owners: Partial<Record<Owner, number>>; ours: { name: string; us: number }[] }

const SHOWN = 5

/** The file that a piece of a bundle is from; as it is, where it is from none. */
export type FileOf = (frame: CallFrame) => string

/** Adds up where samples were, of some profiles: what was called from there counts for whoever was called. */
export function selfTimes(profiles: readonly CpuProfile[], fileOf: FileOf): SelfTimes {
  const owners: SelfTimes['owners'] = {}
  const ours = new Map<string, number>()
  for (const { nodes, samples, timeDeltas } of profiles) {
    const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame, fileOf)]))
    for (const [index, id] of samples.entries()) {
      const place = places.get(id)
      if (place?.owner === undefined) continue
      const { owner, name } = place
      const us = Math.max(0, timeDeltas[index + 1] ?? 0) // until the sample behind it
      owners[owner] = (owners[owner] ?? 0) + us
      if (owner !== 'functions and lib') continue
      ours.set(name, (ours.get(name) ?? 0) + us)
    }
  }
  const sorted = [...ours].sort(([, a], [, b]) => b - a).slice(0, SHOWN)
  return { owners, ours: sorted.map(([name, us]) => ({ name, us })) }
}

function placeOf(frame: CallFrame, fileOf: FileOf) {
  const url = fileOf(frame)
  const name = `${frame.functionName || 'anonymous'} (${url.split('/').at(-1)})`
  return { owner: ownerOf({ functionName: frame.functionName, url }), name }
}
