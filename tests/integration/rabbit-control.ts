import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { StackPorts } from '../../dev/stack/ports.ts'
import { linkLibraries } from '../../dev/stack/rabbitmq-libraries.ts'
import { environment } from '../../dev/stack/rabbitmq-settings.ts'

/** Calls functions of the node of a RabbitMQ whose data is in `dir`, as rabbitmqctl does: `module, function, [args]`. */
export function rabbitControl(dir: string, ports: StackPorts): (call: string) => Promise<void> {
  const home = join(dir, 'rabbitmq')
  return async (called) => {
    const env = environment(home, await linkLibraries(join(home, 'ctl-lib')), ports)
    const call = `rpc:call(chaac@localhost, ${called})`
    const script = `case ${call} of {badrpc, Why} -> io:format("~p", [Why]), halt(1); _ -> halt(0) end.`
    await promisify(execFile)(
      'erl',
      ['-noinput', '-hidden', '-sname', `ctl-${process.pid}@localhost`, '-eval', script],
      { env, timeout: 20_000 },
    )
  }
}
