import type { Reader } from '#lib/platform/env.ts'
import type { Secret } from '#lib/platform/secret.ts'
import { readTls, type Tls } from '#lib/writer/tls.ts'

/** As the client spells them, and as Kafka does: then the Secret of a KafkaSource can say it too. */
const mechanisms = ['scram-sha-512', 'scram-sha-256', 'plain'] as const
const spellings = [...mechanisms, 'SCRAM-SHA-512', 'SCRAM-SHA-256', 'PLAIN'] as const
type Mechanism = (typeof mechanisms)[number]

/** How Kafka is spoken to: over TLS or not, and as whom. */
export type KafkaLogin = {
  tls?: Tls | undefined
  sasl?: { mechanism: Mechanism; username: string; password: Secret } | undefined
}

/** Reads `KAFKA_TLS`, `KAFKA_CA`, `KAFKA_USERNAME`, `KAFKA_PASSWORD` and `KAFKA_SASL`. */
export function readKafkaLogin(read: Reader): KafkaLogin {
  const mechanism = read.oneOf('KAFKA_SASL', spellings, 'scram-sha-512').toLowerCase() as Mechanism
  const username = read.optional('KAFKA_USERNAME')
  const password = read.hidden('KAFKA_PASSWORD', { min: 1 })
  if ((username === undefined) !== (password === undefined))
    read.problem('KAFKA_USERNAME and KAFKA_PASSWORD go together')
  const sasl =
    username === undefined || password === undefined ? undefined : { mechanism, username, password }
  return { tls: readTls(read, 'KAFKA'), sasl }
}
