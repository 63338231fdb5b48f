import type { PartName } from './parts.ts'

/** MiB that a function's container may have, as its manifest says. */
export function memoryOf(name: PartName): number {
  return name === 'dead-letters' ? 512 : 256 // it keeps letters of megabytes
}
