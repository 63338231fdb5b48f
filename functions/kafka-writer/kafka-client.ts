import { Kafka, type KafkaConfig, logLevel, type SASLOptions } from 'kafkajs'
import type { KafkaLogin } from './login.ts'

/** A client of Kafka that gives up soon: whoever waits for it tries again itself. */
export function createKafkaClient({ brokers, ...login }: KafkaLogin & { brokers: string[] }): Kafka {
  return new Kafka({
    clientId: 'chaac-kafka-writer',
    brokers,
    ...securityOf(login),
    logLevel: logLevel.NOTHING, // what matters reaches the caller as an error
    connectionTimeout: 1_000,
    requestTimeout: 2_000,
    retry: { retries: 2, initialRetryTime: 100, maxRetryTime: 400 },
  })
}

function securityOf({ tls, sasl }: KafkaLogin): Pick<KafkaConfig, 'ssl' | 'sasl'> {
  const ssl = tls === undefined ? {} : { ssl: tls.ca === undefined ? true : { ca: [tls.ca] } }
  if (sasl === undefined) return ssl
  return { ...ssl, sasl: { ...sasl, password: sasl.password.reveal() } as SASLOptions }
}
