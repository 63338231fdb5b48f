import { hostAndPort } from '#lib/platform/address.ts'
import type { Broker } from '../../dev/stack/broker.ts'
import { portUser } from '../../dev/stack/port-user.ts'

/** The process that listens where a broker is reached; 0 when there is none. */
export function brokerPid({ addr }: Pick<Broker, 'addr'>): number {
  return portUser(hostAndPort(addr).port)?.pid ?? 0
}
