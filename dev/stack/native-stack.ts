import { createStack, type Stack } from './broker.ts'
import { createKafka } from './kafka.ts'
import type { StackPorts } from './ports.ts'
import type { Progress } from './progress.ts'
import { createRabbitmq } from './rabbitmq.ts'
import { createValkey } from './valkey.ts'

/** Where a native stack keeps its data and its logs, and where it listens. */
export type NativeOptions = { dir: string; logDir: string; ports: StackPorts; progress: Progress }

/** Kafka, RabbitMQ and Valkey as children of this process. `installNative` must have run before. */
export function createNativeStack(options: Omit<NativeOptions, 'progress'> & Partial<NativeOptions>): Stack {
  const complete = { progress: () => {}, ...options }
  return createStack(createKafka(complete), createRabbitmq(complete), createValkey(complete))
}
