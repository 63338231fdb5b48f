import { DEAD_LETTERS, READINGS } from '#lib/domain/names.ts'
import { type Env, readConfig } from '#lib/platform/env.ts'
import { readTls } from '#lib/writer/tls.ts'

/** Everything that the RabbitMQ writer can be told. */
export function loadConfig(env: Env) {
  return readConfig(env, (read) => ({
    listening: read.listening(50052),
    rabbit: {
      addresses: read.addresses('RABBIT_ADDR'),
      username: read.text('RABBIT_USERNAME', 'guest'),
      password: read.text('RABBIT_PASSWORD', 'guest'),
      vhost: read.text('RABBIT_VHOST', '/'),
      queue: read.text('RABBIT_QUEUE', READINGS),
      dead: read.text('RABBIT_DEAD_QUEUE', DEAD_LETTERS),
      tls: readTls(read, 'RABBIT'),
    },
  }))
}
