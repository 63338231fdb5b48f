import { serverFile } from './server-file.ts'
import type { Served, Workbench } from './workbench.ts'

/** What the functions are compared with: servers that take JSON and answer, and nothing else. */
export type BareServers = AsyncDisposable & { hono: Served & { url: string }; http: Served & { url: string } }

/** Both, running. */
export async function bareServers(at: Workbench): Promise<BareServers> {
  await using owned = new AsyncDisposableStack()
  const serve = async (name: string) => {
    const served = owned.use(await at.serve(name, serverFile(name)))
    return { ...served, url: `http://127.0.0.1:${served.port}/v1/readings` }
  }
  const [hono, http] = [await serve('bare-hono'), await serve('bare-http')]
  const all = owned.move()
  return { hono, http, [Symbol.asyncDispose]: () => all.disposeAsync() }
}
