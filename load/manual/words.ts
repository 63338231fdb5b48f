/** The comparisons that answer a question of the course assignment, with their titles in the manual. */
export const questions = {
  brokers: '¿Kafka o RabbitMQ?',
  hop: '¿gRPC o HTTP/REST?',
  writers: '¿Uno o dos escritores?',
  valkey: '¿Valkey con réplicas o sin ellas?',
} as const

/** Figures of comparisons, as the manual calls them. */
export const figures: Readonly<Record<string, string>> = {
  peak_s: 'máximo, lecturas/s',
  rate_s: 'lecturas/s',
  p50_ms: 'p50, ms',
  p99_ms: 'p99, ms',
  broker_us: 'CPU del broker por lectura, µs',
  cpu_us: 'CPU por lectura, µs',
  memory_mib: 'memoria, MiB',
}

const phrases: readonly (readonly [string, string])[] = [
  ['each about half', 'cada uno cerca de la mitad'],
  ['both', 'ambos'],
  ['REST, a reading a request', 'REST, una lectura por petición'],
  ['a call', 'por llamada'],
  ['calls', 'llamadas a la vez'],
  ['processes', 'procesos'],
  ['process', 'proceso'],
  ['alone', 'sin réplicas'],
  ['one replica', 'una réplica'],
  ['two replicas', 'dos réplicas'],
  ['synced always', 'a disco siempre'],
  ['synced each second', 'a disco cada segundo'],
]

/** The name of a row in Spanish. */
export function inSpanish(variant: string): string {
  return phrases.reduce((text, [english, spanish]) => text.replace(english, spanish), variant)
}
