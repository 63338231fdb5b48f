import { cpuOf } from '../../dev/usage.ts'
import { type Burst, type Counted, runWrk } from './wrk.ts'

/** A burst, and what processes use of the processors meanwhile: µs for each answer. */
export async function burst(load: Burst, pids: readonly number[]): Promise<Counted & { cpu: number }> {
  const before = cpuOf(pids)
  const counted = await runWrk(load)
  return { ...counted, cpu: (cpuOf(pids) - before) / counted.requests }
}
