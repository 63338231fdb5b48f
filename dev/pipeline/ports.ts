import { portUser } from '../stack/port-user.ts'
import { distinctFreePorts, isPortFree } from '../stack/ports.ts'

/** Where each function listens. */
export type FunctionPorts = {
  ingest: number
  query: number
  deadLetters: number
  kafkaWriter: number
  rabbitWriter: number
  kafkaConsumer: number
  rabbitConsumer: number
}

/** For `npm start`: what people and the README rely on. */
export const defaultFunctionPorts: FunctionPorts = {
  ingest: 8080,
  query: 8081,
  deadLetters: 8082,
  kafkaConsumer: 8083,
  rabbitConsumer: 8084,
  kafkaWriter: 50051,
  rabbitWriter: 50052,
}

/** Ports that nobody listens on now, so that several pipelines can run side by side. */
export async function freeFunctionPorts(): Promise<FunctionPorts> {
  const names = Object.keys(defaultFunctionPorts) as (keyof FunctionPorts)[]
  const ports = await distinctFreePorts(names.length)
  return Object.fromEntries(names.map((name, index) => [name, ports[index]])) as FunctionPorts
}

/**
 * The usual ports. Those of the writers lie where systems take ports for outgoing connections: when one is held by a
 * connection that has just been closed, for up to a minute, another is taken, and `moved` hears of it.
 */
export async function usualFunctionPorts(
  moved: (usual: number, instead: number) => void,
): Promise<FunctionPorts> {
  const ports = { ...defaultFunctionPorts }
  for (const writer of ['kafkaWriter', 'rabbitWriter'] as const) {
    const usual = ports[writer]
    if ((await isPortFree(usual)) || portUser(usual) !== undefined) continue
    const [instead = usual] = await distinctFreePorts(1)
    ports[writer] = instead
    moved(usual, instead)
  }
  return ports
}
