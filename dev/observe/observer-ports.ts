import { distinctFreePorts } from '../stack/ports.ts'

/** Where those listen who take and show what functions tell. */
export type ObserverPorts = { collector: number; zipkin: number; prometheus: number }

/** Where people look for them. */
const usual: ObserverPorts = { collector: 4318, zipkin: 9411, prometheus: 9090 }

/** Their usual ports, or such as nobody listens on now. */
export async function observerPorts(free: boolean): Promise<ObserverPorts> {
  if (!free) return usual
  const [collector, zipkin, prometheus] = await distinctFreePorts(3)
  return { collector, zipkin, prometheus } as ObserverPorts
}
