/** Kafka topic and RabbitMQ queue. */
export const READINGS = 'weather-readings'

/** Kafka topic, RabbitMQ exchange and queue of what was refused for good or ran out of retries. */
export const DEAD_LETTERS = 'weather-readings.dead'

/** Prefix of every key in the store unless configured otherwise. */
export const KEY_PREFIX = 'weather'
