import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { portUser } from './port-user.ts'

/** The ports of a stack of our own, all on 127.0.0.1. */
export type StackPorts = {
  kafka: number
  kafkaController: number
  amqp: number
  /** Erlang's own, for rabbitmqctl; and where it asks for it. */
  amqpDist: number
  epmd: number
  valkey: number
}

/** For `npm start`: away from the usual ports, so that brokers of the machine's own are left alone. */
export const defaultPorts: StackPorts = {
  kafka: 29_592,
  kafkaController: 29_593,
  amqp: 29_672,
  amqpDist: 29_673,
  epmd: 29_674,
  valkey: 29_379,
}

/** Where free ports are looked for: below the range that the system gives to outgoing connections. */
const FIRST = 15_000
const COUNT = 14_000

/** Ports that nobody listens on now, so that several stacks can run side by side. */
export async function freePorts(): Promise<StackPorts> {
  const [kafka, kafkaController, amqp, amqpDist, epmd, valkey] = await distinctFreePorts(6)
  return { kafka, kafkaController, amqp, amqpDist, epmd, valkey } as StackPorts
}

/** A number of different ports that nobody listens on now. */
export async function distinctFreePorts(count: number): Promise<number[]> {
  const found = new Set<number>()
  while (found.size < count) {
    const port = FIRST + Math.floor(Math.random() * COUNT)
    if (await isPortFree(port)) found.add(port)
  }
  return [...found]
}

/** @throws an error that names the port, who has it, and what to do */
export async function assertPortFree(port: number, part: string): Promise<void> {
  if (await isPortFree(port)) return
  const user = portUser(port)
  const who = user === undefined ? 'another process' : `"${user.command}" (pid ${user.pid})`
  throw new Error(
    `${part} needs port ${port}, but ${who} listens on it: end it (another npm start with Ctrl-C), or use --ports free`,
  )
}

/** @throws when nobody listens on the port */
export async function assertListening(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
  } finally {
    socket.destroy()
  }
}

/** Whether the port of 127.0.0.1 can be listened on. */
export async function isPortFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}
