import type { Bench } from './bench.ts'
import { coldStart } from './benches/cold-start.ts'
import { endToEnd } from './benches/end-to-end.ts'
import { grpcHop } from './benches/grpc-hop.ts'
import { ingest } from './benches/ingest.ts'
import { loading } from './benches/libraries.ts'
import { memory } from './benches/memory.ts'
import { panels } from './benches/panels.ts'
import { sourceToStore } from './benches/source-to-store.ts'
import { store } from './benches/store.ts'
import { telemetry, telemetryPath } from './benches/telemetry.ts'
import { writerKafka, writerRabbit } from './benches/writers.ts'

/** All of them, in the order of the data. */
export const benches: readonly Bench[] = [
  ingest,
  grpcHop,
  writerKafka,
  writerRabbit,
  sourceToStore,
  store,
  endToEnd,
  coldStart,
  loading,
  telemetry,
  telemetryPath,
  memory,
  panels,
]
