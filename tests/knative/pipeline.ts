import { expect } from 'vitest'
import { backlogOf } from '../../knative/scaling/backlog.ts'
import { openDoor } from '../../knative/scaling/gateway.ts'
import { cluster } from './cluster.ts'

/** The pipeline of the cluster, as stations and people see it. */
export type Pipeline = Awaited<ReturnType<typeof openPipeline>>

/** Opens the two functions that are reached from outside. */
export async function openPipeline() {
  const ingest = await openDoor('ingest', cluster.gateway)
  const query = await openDoor('query', cluster.gateway)

  /** Sends a reading of a station, with its key if it has one. */
  function send(station: string, key?: string): Promise<Response> {
    return sendBody({ station, temperature: 21.5 }, key)
  }

  function sendBody(body: unknown, key?: string): Promise<Response> {
    const headers = { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) }
    return fetch(`${ingest.url}/v1/readings`, { method: 'POST', headers, body: JSON.stringify(body) })
  }

  const ask = (path: string) => fetch(`${query.url}${path}`)

  return {
    ingest,
    query,
    send,
    ask,
    /** Sends a reading. @throws unless it is acknowledged */
    async post(station: string, key?: string): Promise<void> {
      const response = await send(station, key)
      const text = await response.text()
      if (response.status !== 202) throw new Error(`ingest answered ${response.status}: ${text}`)
    },
    /** Sends so many readings of a station in one request, whatever becomes of them. */
    async postKept(station: string, count: number): Promise<void> {
      await (await sendBody(backlogOf(station, count, 21.5))).text()
    },
    /** The newest reading of a station, when there is one. */
    async arrived(station: string, timeout: number): Promise<unknown> {
      const path = `/v1/stations/${station}`
      await expect.poll(async () => (await ask(path)).status, { timeout, interval: 500 }).toBe(200)
      return (await ask(path)).json()
    },
    async [Symbol.asyncDispose]() {
      await ingest[Symbol.asyncDispose]()
      await query[Symbol.asyncDispose]()
    },
  }
}
