import { createStack, type Stack } from './broker.ts'
import { createKafka } from './kafka.ts'
import type { NativeOptions } from './native-options.ts'
import { createRabbitmq } from './rabbitmq.ts'
import { createValkey } from './valkey.ts'

/** Kafka, RabbitMQ and Valkey as children of this process. `installNative` must have run before. */
export function createNativeStack(options: Omit<NativeOptions, 'progress'> & Partial<NativeOptions>): Stack {
  const complete = { progress: () => {}, ...options }
  return createStack(createKafka(complete), createRabbitmq(complete), createValkey(complete))
}
