import type { Bench } from './bench.ts'
import { coldStart } from './benches/cold-start.ts'
import { ingest } from './benches/ingest.ts'
import { sourceToStore } from './benches/source-to-store.ts'

/** All of them, in the order of the data. */
export const benches: readonly Bench[] = [ingest, sourceToStore, coldStart]
