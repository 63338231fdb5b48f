import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { bundle } from '../build.ts'

const root = join(import.meta.dirname, '../..')

/** What a bundle prints, and the files of which it was made. */
async function bundled(code: string): Promise<{ printed: unknown; files: string[] }> {
  const dir = mkdtempSync(join(tmpdir(), 'left-out-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const [entry, outfile] = [join(dir, 'entry.ts'), join(dir, 'out.mjs')]
  const from = (name: string) => JSON.stringify(join(root, name))
  writeFileSync(
    entry,
    code.replaceAll(/'(node_modules\/[^']+|proto\/[^']+)'/g, (_, name) => from(name)),
  )
  const files = await bundle(entry, outfile)
  return { printed: JSON.parse(execFileSync(process.execPath, [outfile], { encoding: 'utf8' })), files }
}

test('a client of Valkey has the commands that functions and the client itself ask for, and not all others', async () => {
  const asked = ['fcall', 'hgetall', 'hgetallBuffer', 'zrange', 'info', 'ping', 'quit', 'subscribe', 'call']
  const { printed } = await bundled(`import { Redis } from 'node_modules/iovalkey/built/index.js'
    console.log(JSON.stringify({
      asked: ${JSON.stringify(asked)}.filter((name) => typeof Redis.prototype[name] !== 'function'),
      others: ['geosearch', 'pfcount', 'bitfield'].filter((name) => name in Redis.prototype),
    }))`)
  expect(printed).toEqual({ asked: [], others: [] })
})

test('messages are written and read without what makes objects of 64-bit numbers, and times are exact', async () => {
  const { printed, files } = await bundled(`import { services } from 'proto/gen/messages.ts'
    const { request } = services['chaac.weather.v1.ReadingWriter'].WriteReadings
    const seconds = [0, -62135596800, 253402300799, 1764460800]
    const readings = seconds.map((at) => ({ observedAt: { seconds: at, nanos: 5 } }))
    const bytes = request.encode(request.fromObject({ readings })).finish()
    console.log(JSON.stringify(request.toObject(request.decode(bytes), { longs: Number, defaults: true })
      .readings.map(({ observedAt }) => observedAt.seconds)))`)
  expect(printed).toEqual([0, -62135596800, 253402300799, 1764460800])
  expect(files.filter((file) => /node_modules\/(?:long|@grpc\/proto-loader)\//.test(file))).toEqual([])
})
