import { once } from 'node:events'
import { Agent, createServer, request } from 'node:http'
import { askService } from '../deploy/kubectl.ts'

/** A function of a cluster as an address of this machine. */
export type Door = AsyncDisposable & { readonly url: string }

/**
 * Opens a function of the cluster on this machine: what is asked here is asked at the cluster's gateway in the
 * function's own name, so that no name has to be known to this machine.
 * @param gateway address of the gateway, as `http://127.0.0.1:31080`; without it the function's own address is asked
 */
export async function openDoor(name: string, gateway: string | undefined): Promise<Door> {
  const url = new URL(askService(name, 'status.url'))
  const { hostname, port } = new URL(gateway ?? url)
  const agent = new Agent({ keepAlive: true })
  const server = createServer((incoming, outgoing) => {
    const { method, url: path, headers } = incoming
    const onward = request(
      { agent, hostname, port, method, path, headers: { ...headers, host: url.host } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      agent.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
