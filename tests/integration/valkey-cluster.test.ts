import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Redis } from 'iovalkey'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProcess } from '../../dev/process.ts'
import { freePorts } from '../../dev/stack/ports.ts'
import { makeScratch } from '../../dev/stack/scratch.ts'
import { untilReady } from '../../dev/stack/wait.ts'
import { type Manifest, readManifests } from '../../knative/manifests.ts'
import { makeSecrets } from '../../knative/secrets/secrets.ts'
import { consumersOver, deliver } from '../filling/consumers.ts'
import { weatherUntil } from '../filling/weather.ts'

// The primary and its replica with the arguments and the users that a cluster gives them.

type StatefulSet = Manifest & { spec: { template: { spec: { containers: [{ args: string[] }] } } } }

const { valkey: passwords = {}, 'valkey-users': users = {} } = makeSecrets({}, () => `p${Math.random()}`)
const scratch = await makeScratch('test-valkey-cluster')
const ports = { valkey: (await freePorts()).valkey, 'valkey-replica': (await freePorts()).valkey }
const clients: Redis[] = []
let primary = await start('valkey')
const replica = await start('valkey-replica')
const consumers = clientOf('valkey', 'consumers')

beforeAll(() => fill('mixco'))
afterAll(async () => {
  for (const client of clients) client.disconnect()
  await replica[Symbol.asyncDispose]()
  await primary[Symbol.asyncDispose]()
  await scratch[Symbol.asyncDispose]()
})

test('what the consumers write is at the replica, which takes nothing from anybody else', async () => {
  const reader = clientOf('valkey-replica', 'query')
  const stations = await consumers.smembers('weather:stations')
  expect(stations.length).toBeGreaterThan(0)
  await expect.poll(() => reader.smembers('weather:stations'), { timeout: 20_000 }).toEqual(stations)
  const writer = clientOf('valkey-replica', 'consumers')
  await expect(writer.hset('weather:overall', 'readings', '0')).rejects.toThrow('READONLY')
})

test('who gives no name, or another password, may do nothing', async () => {
  const nobody = remember(new Redis({ port: ports.valkey, enableReadyCheck: false }))
  await expect(nobody.get('weather:overall')).rejects.toThrow('NOAUTH')
  await expect(nobody.call('AUTH', 'consumers', 'wrong')).rejects.toThrow('WRONGPASS')
})

test.each([
  ['consumers', ['FLUSHALL']],
  ['consumers', ['CONFIG', 'SET', 'maxmemory', '1']],
  ['consumers', ['FUNCTION', 'FLUSH']],
  ['consumers', ['KEYS', '*']],
  ['consumers', ['SET', 'other', '1']],
  ['dead-letters', ['ACL', 'LIST']],
  ['query', ['DEL', 'weather:overall']],
  ['replica', ['HGETALL', 'weather:overall']],
])('%s may not %j', async (user, command) => {
  const [name = '', ...args] = command
  await expect(clientOf('valkey', user).call(name, ...args)).rejects.toThrow('NOPERM')
})

test('a primary that was killed is back with all that it had answered, and the replica with it', async () => {
  const before = await consumers.hgetall('weather:totals')
  await primary.kill()
  primary = await start('valkey')
  expect(await clientOf('valkey', 'query').hgetall('weather:totals')).toEqual(before)
  await fill('flores')
  const after = await consumers.hgetall('weather:totals')
  expect(after).not.toEqual(before)
  const reader = clientOf('valkey-replica', 'query')
  await expect.poll(() => reader.hgetall('weather:totals'), { timeout: 20_000 }).toEqual(after)
})

async function fill(municipality: string): Promise<void> {
  const readings = weatherUntil(Date.now(), { stations: 2, municipalities: [municipality], minutes: 5 })
  await deliver(consumersOver(consumers), 'kafka', readings)
}

async function start(name: keyof typeof ports) {
  const dir = join(scratch.dir, name)
  await mkdir(dir, { recursive: true })
  await writeFile(join(dir, 'users.acl'), users['users.acl'] ?? '')
  const set = [...readManifests('valkey/*.yaml').values()]
    .flat()
    .find((one) => one.metadata.name === name && one.kind === 'StatefulSet')
  const [container] = (set as StatefulSet).spec.template.spec.containers
  const args = container.args.map((arg) =>
    arg
      .replace('/etc/valkey', dir)
      .replace('/data', dir)
      .replace('$(VALKEY_REPLICA_PASSWORD)', passwords.replica ?? '')
      .replace('valkey.weather.svc.cluster.local 6379', `127.0.0.1 ${ports.valkey}`)
      .replace(/^\$\(POD_NAME\).*/, '127.0.0.1'),
  )
  const place = ['--port', String(ports[name]), '--bind', '127.0.0.1']
  const server = startProcess({
    name,
    command: 'valkey-server',
    args: [...args, ...place],
    logFile: join(scratch.dir, `${name}.log`),
  })
  const ready = clientOf(name, 'query')
  await untilReady(server, async () => void (await ready.info('replication')), { withinMs: 20_000 })
  return server
}

function clientOf(name: keyof typeof ports, username: string): Redis {
  return remember(new Redis({ port: ports[name], username, password: passwords[username] ?? '' }))
}

function remember(client: Redis): Redis {
  clients.push(client.on('error', () => {}))
  return client
}
