import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { installNative } from '../../dev/stack/install.ts'
import { createNativeStack } from '../../dev/stack/native-stack.ts'
import { freePorts } from '../../dev/stack/ports.ts'
import { report } from '../../dev/stack/progress.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'

declare module 'vitest' {
  interface ProvidedContext {
    kafkaAddr: string
    rabbitAddr: string
    rabbitUsername: string
    rabbitPassword: string
    valkeyAddr: string
  }
}

/**
 * Gives the integration tests brokers: those of KAFKA_ADDR, RABBIT_ADDR and VALKEY_ADDR where all three are set, else
 * a stack of their own, which leaves nothing behind.
 */
export async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const { KAFKA_ADDR, RABBIT_ADDR, VALKEY_ADDR, RABBIT_USERNAME, RABBIT_PASSWORD } = process.env
  if (KAFKA_ADDR && RABBIT_ADDR && VALKEY_ADDR) {
    provide('kafkaAddr', KAFKA_ADDR)
    provide('rabbitAddr', RABBIT_ADDR)
    provide('rabbitUsername', RABBIT_USERNAME ?? 'guest')
    provide('rabbitPassword', RABBIT_PASSWORD ?? 'guest')
    provide('valkeyAddr', VALKEY_ADDR)
    return undefined
  }

  await installNative(report)
  const scratch = await makeScratch('test-integration')
  const { dir } = scratch
  const stack = createNativeStack({ dir, logDir: join(dir, 'logs'), ports: await freePorts() })
  await stack.start()
  provide('kafkaAddr', stack.kafka.addr)
  provide('rabbitAddr', stack.rabbitmq.addr)
  provide('rabbitUsername', stack.rabbitmq.username)
  provide('rabbitPassword', stack.rabbitmq.password)
  provide('valkeyAddr', stack.valkey.addr)

  return async () => {
    await stack.stop()
    await scratch[Symbol.asyncDispose]()
  }
}
