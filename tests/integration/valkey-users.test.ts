import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'iovalkey'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { brokers } from '#lib/domain/event.ts'
import { hostAndPort } from '#lib/platform/address.ts'
import { noLog } from '#lib/platform/log.ts'
import { closeValkey, connectValkey } from '#lib/store/connection.ts'
import { startProcess } from '../../dev/process.ts'
import { freePorts } from '../../dev/stack/ports.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'
import { createValkey } from '../../dev/stack/valkey.ts'
import { probeValkey } from '../../dev/stack/valkey-probe.ts'
import { untilReady } from '../../dev/stack/wait.ts'
import { createApp } from '../../functions/query/app.ts'
import { createLive } from '../../functions/query/live/live.ts'
import { createOpenApi } from '../../functions/query/openapi.ts'
import { createValkeyPicture } from '../../functions/query/valkey-store.ts'
import { panelsOf } from '../../grafana/src/dashboard.ts'
import { systemMonitor } from '../../grafana/src/system-monitor.ts'
import { weather } from '../../grafana/src/weather.ts'
import { rawRunner } from '../../grafana/testing/raw-runner.ts'
import { framesFor, rowsOf } from '../../grafana/testing/show.ts'
import { consumersOver, deliver } from '../filling/consumers.ts'
import { weatherUntil } from '../filling/weather.ts'

/** A Valkey as `npm start` runs it. */
const scratch = await makeScratch('test-valkey-users')
const valkey = createValkey({
  dir: scratch.dir,
  logDir: join(scratch.dir, 'logs'),
  ports: await freePorts(),
  progress: () => {},
})
await valkey.start()
const everybody = new Redis(hostAndPort(valkey.addr))
const now = Date.now()

beforeAll(async () => {
  const readings = weatherUntil(now, { stations: 4, municipalities: ['flores', 'mixco'], minutes: 10 })
  const consumers = consumersOver(everybody)
  for (const broker of brokers) await deliver(consumers, broker, [...readings, { humidity: 900 }])
})
afterAll(async () => {
  everybody.disconnect()
  await valkey.stop()
  await scratch[Symbol.asyncDispose]()
})

test('P8: query’s user may read by five commands, and tell and ask who is there', async () => {
  const always = ['auth', 'hello', 'quit', 'reset']
  const reading = ['client|setname', 'hgetall', 'info', 'smembers', 'xrange', 'xrevrange', 'zrange']
  expect(await allowed('query')).toEqual([...always, ...reading].sort())
})

test('P8: Grafana’s user may run nothing that writes, runs scripts, or changes the server', async () => {
  const names = await allowed('grafana')
  expect(names).toEqual(expect.arrayContaining(['hgetall', 'xrange', 'xrevrange', 'scard', 'slowlog|get']))
  const forbidden = await Promise.all(['write', 'scripting', 'pubsub'].map(inCategory))
  expect(new Set(names).intersection(new Set(forbidden.flat()))).toEqual(new Set())
  expect(names).not.toContain('config|set')
})

test.each(['query', 'grafana'])('%s may read the keys of the store and no others', async (name) => {
  const ask = (key: string) => everybody.call('ACL', 'DRYRUN', name, 'HGETALL', key)
  expect(await ask('weather:overall')).toBe('OK')
  expect(await ask('weather')).toBe('OK')
  for (const key of ['weathering', 'other:overall', 'x']) expect(await ask(key)).toMatch(/no permissions/)
})

test('every path of query answers its own user as it answers one who may do everything', async () => {
  const paths = Object.keys(createOpenApi().paths)
    .filter((path) => path !== '/v1/live')
    .map((path) => path.replace('{station}', 'mixco-1').replace('{municipality}', 'flores'))
  expect(paths.length).toBeGreaterThan(8)
  const reader = connectValkey({ address: valkey.addr, ...valkey.readers.query }, 'query', noLog)
  const [own, other] = [appOver(reader), appOver(everybody)]
  for (const path of paths) {
    const answer = await own.request(path)
    expect(answer.status, path).toBe(200)
    expect(await answer.text(), path).toBe(await (await other.request(path)).text())
  }
  const live = await own.request('/v1/live')
  const first = await live.body?.getReader().read()
  expect(new TextDecoder().decode(first?.value)).toContain('mixco-1')
  await closeValkey(reader)
})

test('every panel shows Grafana’s user what it shows one who may do everything', async () => {
  const reader = new Redis({ ...hostAndPort(valkey.addr), ...valkey.readers.grafana })
  const range = { from: now - 3_600_000, to: now }
  const variables = { municipality: 'mixco', station: 'mixco-1', stations: 'flores-2', label: 'Hello' }
  const changing = new Set(['info', 'clientList', 'slowlogGet', 'tmscan'])
  for (const panel of [weather, systemMonitor].flatMap(panelsOf)) {
    const [shown, all] = await Promise.all(
      [reader, everybody].map(async (client) =>
        rowsOf(await framesFor(rawRunner(client), panel, range, variables)),
      ),
    )
    if (changing.has(panel.targets?.[0]?.command ?? '')) expect(shown, panel.title).not.toEqual([undefined])
    else expect(shown, panel.title).toEqual(all)
  }
  reader.disconnect()
})

test('a Valkey that is started as by compose has the same users', async () => {
  const { command } = parse(readFileSync('compose.dev.yml', 'utf8')).services.valkey
  expect(command).toBeInstanceOf(Array) // compose would end a text at a `>`
  const [program = '', ...args] = command.map((word: string) => word.replace(/\$\{\w+:-(\w+)\}/g, '$1'))
  const { valkey: port } = await freePorts()
  const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', scratch.dir]
  const logFile = join(scratch.dir, 'logs/compose.log')
  await using server = startProcess({ name: 'valkey', command: program, args: [...args, ...place], logFile })
  await untilReady(server, () => probeValkey(port), { withinMs: 20_000 })
  const client = new Redis(port)
  expect(await client.call('ACL', 'LIST')).toEqual(await everybody.call('ACL', 'LIST'))
  client.disconnect()
})

function appOver(client: Redis) {
  const picture = createValkeyPicture(client, 'weather')
  const live = createLive({ picture, log: noLog, limit: 1 })
  return createApp({ picture, live, page: { html: '', assets: new Map() }, log: noLog, now: () => now })
}

/** Every command of the server, and subcommand, that the user may run. */
async function allowed(user: string): Promise<string[]> {
  const names = (await everybody.call('COMMAND', 'LIST')) as string[]
  const infos = (await everybody.call('COMMAND', 'INFO', ...names)) as unknown[][]
  const commands = infos.flatMap(([name, arity, , , , , , , , subcommands = []]) => {
    const inner = subcommands as [string, number][]
    return inner.length > 0 ? inner.map(([sub, size]) => [sub, size]) : [[name, arity]]
  }) as [string, number][]
  const found = await Promise.all(
    commands.map(async ([name, arity]) => {
      const words = name.split('|')
      const args = Array(Math.max(0, Math.abs(arity) - words.length)).fill('weather:x')
      const answer = await everybody.call('ACL', 'DRYRUN', user, ...words, ...args)
      return answer === 'OK' ? [name] : []
    }),
  )
  return [...new Set(found.flat())].sort()
}

function inCategory(category: string): Promise<string[]> {
  return everybody.call('COMMAND', 'LIST', 'FILTERBY', 'ACLCAT', category) as Promise<string[]>
}
