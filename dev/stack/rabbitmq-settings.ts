import { join } from 'node:path'
import type { RabbitLogin } from './broker.ts'
import type { StackPorts } from './ports.ts'
import { rabbitmqHome } from './rabbitmq-libraries.ts'

const NODE = 'chaac@localhost'

/** The content of rabbitmq.conf. The login is made with the node's database. */
export function configuration(port: number, { username, password }: RabbitLogin): string {
  return `listeners.tcp.1 = 127.0.0.1:${port}
default_user = ${username}
default_pass = ${password}
log.file = false
log.console = true
log.console.use_colors = off
`
}

/** Keeps everything that the node reads and writes inside `home`. */
export function environment(
  home: string,
  libraries: string,
  { amqpDist, epmd }: StackPorts,
): NodeJS.ProcessEnv {
  return {
    ...process.env,
    HOME: home, // for the cookie
    ERL_LIBS: libraries,
    ERL_EPMD_PORT: String(epmd),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    // For the node, and for the small ones that it starts to look after epmd.
    ERL_ZFLAGS: '-kernel inet_dist_use_interface {127,0,0,1}',
    RABBITMQ_HOME: rabbitmqHome(),
    RABBITMQ_PLUGINS_DIR: libraries,
    RABBITMQ_ENABLED_PLUGINS_FILE: join(home, 'enabled_plugins'),
    RABBITMQ_NODENAME: NODE,
    RABBITMQ_DIST_PORT: String(amqpDist),
    RABBITMQ_MNESIA_BASE: join(home, 'mnesia'),
    RABBITMQ_LOG_BASE: join(home, 'log'),
    RABBITMQ_LOG: 'warning',
    RABBITMQ_PID_FILE: join(home, 'pid'),
    RABBITMQ_CONFIG_FILE: join(home, 'rabbitmq'),
    RABBITMQ_CONF_ENV_FILE: '/dev/null', // not the settings of the machine's own node
  }
}

/** As in RabbitMQ's own script, but without busy waiting, and named from the start: that saves a second node. */
export function erlangArguments(distPort: number): string[] {
  return `-noinput -boot start_sasl -s rabbit boot +W w +B i
    +MBas ageffcbf +MHas ageffcbf +MBlmbcs 512 +MHlmbcs 512 +MMmcs 30 +P 1048576 +t 5000000
    +sbwt none +sbwtdcpu none +sbwtdio none
    -sname ${NODE} -start_epmd false
    -kernel inet_dist_listen_min ${distPort} -kernel inet_dist_listen_max ${distPort}
    -kernel prevent_overlapping_partitions false
    -syslog logger [] -syslog syslog_error_logger false`.split(/\s+/)
}
