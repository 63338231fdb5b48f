import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Secret } from '#lib/platform/secret.ts'
import { createHttpRegistry } from '../../dev/artifact/http-registry.ts'
import { digestOf, EMPTY, fileIn, manifestOf, STATIONS } from '../../dev/artifact/manifest.ts'
import { createOrasRegistry, hasOras } from '../../dev/artifact/oras-registry.ts'
import { parseRepository } from '../../dev/artifact/repository.ts'
import { root } from '../../dev/stack/paths.ts'
import { distinctFreePorts } from '../../dev/stack/ports.ts'
import { type RunningRegistry, startRegistry } from '../../dev/stack/registry.ts'
import { installRegistry } from '../../dev/stack/registry-install.ts'
import { makeScratch, type Scratch } from '../../dev/stack/scratch.ts'

const login = { username: 'pusher', password: new Secret('only-for-tests') }
const users = 'pusher:$2b$04$6rr1kSaSHu8NHlom4ECOsOOhKf6NAr0z27A9.31X4emmdGmWQ5RuK\n' // of bcrypt, its quickest
const environment = { REGISTRY_USERNAME: login.username, REGISTRY_PASSWORD: login.password.reveal() }
const demo = readFileSync(join(root, 'dev/demo/stations.json'))

let scratch: Scratch
let registry: RunningRegistry
let home: string
let file: string
let tests = 0

beforeAll(async () => {
  scratch = await makeScratch('test-artifact')
  const [port = 0] = await distinctFreePorts(1)
  registry = await startRegistry({ binary: await installRegistry(), dir: scratch.dir, port, users })
})
afterAll(async () => {
  await registry[Symbol.asyncDispose]()
  await scratch[Symbol.asyncDispose]()
})
beforeEach(() => {
  tests += 1
  home = join(scratch.dir, `home-${tests}`)
  mkdirSync(home)
  file = join(home, 'stations.json')
})

/** A repository that nobody else has. */
const repository = () => `${registry.addr}/chaac/stations-${tests}`

describe.each(hasOras() ? (['http', 'oras'] as const) : (['http'] as const))('by %s', (way) => {
  const artifact = (args: readonly string[], env: Record<string, string> = environment) =>
    run([...args, '--plain-http', '--repository', repository(), '--with', way], env)

  test('what is pushed is pulled by its digest, byte for byte', async () => {
    writeFileSync(file, demo)
    const pushed = await artifact(['push', '--file', file])
    expect(pushed).toMatchObject({ code: 0, err: '' })
    const digest = digestIn(pushed.out)
    const copy = join(home, 'copy.json')
    const pulled = await artifact(['pull', digest, '--file', copy])
    expect(pulled).toMatchObject({ code: 0, err: '' })
    expect(digestIn(pulled.out)).toBe(digest)
    expect(readFileSync(copy)).toEqual(demo)
  })

  test('the same file has the same digest, by whatever it is pushed, and is pulled by its tag', async () => {
    writeFileSync(file, demo)
    const digests = [
      digestIn((await artifact(['push', '--file', file])).out),
      digestIn((await artifact(['push', '--file', file, '--tag', 'spring'])).out),
    ]
    expect(new Set(digests)).toEqual(new Set([digestOf(manifestOf(demo))]))
    const pulled = await artifact(['pull', 'spring', '--file', join(home, 'copy.json')])
    expect(digestIn(pulled.out)).toBe(digests[0])
  })

  test('a file that is broken is not sent', async () => {
    writeFileSync(file, '{"stations":[{"id":"Not A Slug"}]}')
    const { code, err } = await artifact(['push', '--file', file, '--tag', 'broken'])
    expect([code, err]).toEqual([1, expect.stringContaining(`${file} is broken: stations[0].id`)])
    expect((await artifact(['pull', 'broken', '--file', join(home, 'copy.json')])).code).toBe(1)
  })

  test('what the disk of the registry has changed is not written', async () => {
    writeFileSync(file, demo)
    const digest = digestIn((await artifact(['push', '--file', file])).out)
    const blob = registry.blobFile(digestOf(demo))
    const changed = Buffer.from(demo)
    changed[changed.indexOf('stations')] = 'S'.charCodeAt(0)
    writeFileSync(blob, changed)
    try {
      const copy = join(home, 'copy.json')
      const { code, err } = await artifact(['pull', digest, '--file', copy])
      expect([code, err]).toEqual([1, expect.stringMatching(/digest/)])
      expect(existsSync(copy)).toBe(false)
    } finally {
      writeFileSync(blob, demo)
    }
  })

  test('a broken file that somebody else has pushed leaves the one that is there', async () => {
    const broken = Buffer.from('{"stations":[{"id":"Not A Slug"}]}')
    await client(way).putBlob(EMPTY)
    await client(way).putBlob(broken)
    await client(way).putManifest('broken', manifestOf(broken))
    writeFileSync(file, demo)
    const { code, err } = await artifact(['pull', 'broken', '--file', file])
    expect([code, err]).toEqual([1, expect.stringContaining('stations[0].id')])
    expect(readFileSync(file)).toEqual(demo)
  })

  test('what is no artifact of stations is refused', async () => {
    await client(way).putBlob(EMPTY)
    await client(way).putBlob(demo)
    const other = manifestOf(demo).toString().replaceAll(STATIONS, 'application/vnd.example.other+json')
    await client(way).putManifest('other', Buffer.from(other))
    const { code, err } = await artifact(['pull', 'other', '--file', file])
    expect([code, err]).toEqual([1, `that is no artifact of stations (${STATIONS})\n`])
  })

  test('the empty configuration and the file are there under their media types', async () => {
    writeFileSync(file, demo)
    const digest = digestIn((await artifact(['push', '--file', file])).out)
    const manifest = await client(way).getManifest(digest)
    expect(fileIn(manifest)).toEqual({ digest: digestOf(demo), size: demo.length })
    expect(JSON.parse(manifest.toString())).toMatchObject({
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      artifactType: STATIONS,
      config: { mediaType: 'application/vnd.oci.empty.v1+json', size: 2 },
      layers: [{ mediaType: STATIONS }],
    })
    expect(await client(way).getBlob({ digest: digestOf(EMPTY), size: 2 })).toEqual(EMPTY)
  })

  test('the login of docker login is used', async () => {
    const auth = Buffer.from(`${login.username}:${login.password.reveal()}`).toString('base64')
    writeFileSync(join(home, 'config.json'), JSON.stringify({ auths: { [registry.addr]: { auth } } }))
    writeFileSync(file, demo)
    expect(await artifact(['push', '--file', file], { DOCKER_CONFIG: home })).toMatchObject({
      code: 0,
      err: '',
    })
  })

  test('without a login, with a wrong one, and without a registry, the command says so and fails', async () => {
    writeFileSync(file, demo)
    const none = await artifact(['push', '--file', file], { DOCKER_CONFIG: home })
    const wrong = { ...environment, REGISTRY_PASSWORD: 'a-wrong-password' }
    const refused = await artifact(['push', '--file', file], wrong)
    const [port] = await distinctFreePorts(1)
    const away = await run(
      ['push', '--file', file, '--plain-http', '--with', way, '--repository', `127.0.0.1:${port}/a/b`],
      environment,
    )
    const said = {
      http: [
        /wants a login: set REGISTRY_USERNAME/,
        /does not take the login of pusher/,
        /cannot be reached/,
      ],
      oras: [/basic credential not found|401/, /401|unauthorized/i, /connection refused/],
    }[way]
    for (const [index, { code, err }] of [none, refused, away].entries()) {
      expect([code, err]).toEqual([1, expect.stringMatching(said[index] ?? '')])
      expect(err).not.toContain('a-wrong-password')
      expect(err).not.toContain('    at ')
    }
  })
})

test('a digest that is not there is a plain sentence', async () => {
  const digest = `sha256:${'0'.repeat(64)}`
  const args = [
    'pull',
    digest,
    '--file',
    file,
    '--plain-http',
    '--with',
    'http',
    '--repository',
    repository(),
  ]
  const { code, err } = await run(args, environment)
  expect([code, err]).toEqual([1, `${registry.addr} has no ${digest} in chaac/stations-${tests}\n`])
})

test('a registry without TLS is not spoken to unless that was asked for', async () => {
  writeFileSync(file, demo)
  const args = ['push', '--file', file, '--with', 'http', '--repository', repository()]
  const { code, err } = await run(args, environment)
  expect([code, err]).toEqual([1, expect.stringContaining('it speaks plain HTTP (--plain-http)')])
})

function client(way: 'http' | 'oras') {
  const access = { repository: parseRepository(repository()), plainHttp: true, login }
  return way === 'http' ? createHttpRegistry(access) : createOrasRegistry(access)
}

/** The command as a person runs it, with no other login than the given one. */
async function run(args: readonly string[], env: Record<string, string>) {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, ['dev/artifact/main.ts', ...args], {
    cwd: root,
    env: { PATH, HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: code as number, out, err }
}

function digestIn(output: string): string {
  return /^sha256:[0-9a-f]{64}$/m.exec(output)?.[0] ?? output
}
