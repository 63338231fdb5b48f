import { cpus, release, totalmem } from 'node:os'
import { version } from './versions.ts'

/** Where figures come from: they are to be compared with those of the same. */
export type Environment = Record<string, string | number>

/** The machine, and what runs on it. */
export function environment(): Environment {
  const [cpu] = cpus()
  return {
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.versions.node,
    kafka: version.kafka(),
    rabbitmq: version.rabbitmq(),
    valkey: version.valkey(),
  }
}
