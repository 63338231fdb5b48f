import type { Bench } from '../bench/bench.ts'
import { grpcHop } from '../bench/benches/grpc-hop.ts'
import { brokersUnderLoad } from './experiments/brokers.ts'
import { crash } from './experiments/crash.ts'
import { slowConsumer } from './experiments/slow-consumer.ts'
import { valkeyDurability } from './experiments/valkey.ts'
import { writerCount } from './experiments/writers.ts'

/** All that is compared. */
export const experiments: readonly Bench[] = [
  brokersUnderLoad,
  crash,
  slowConsumer,
  { ...grpcHop, name: 'hop' },
  writerCount,
  valkeyDurability,
]
