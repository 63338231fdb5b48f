import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundled } from './bundled.ts'

/** A file of the project, as an import names it. */
const from = (name: string) => JSON.stringify(join(import.meta.dirname, '../..', name))

test('a client of Valkey has the commands that functions and the client itself ask for, and not all others', async () => {
  const asked = ['fcall', 'hgetall', 'hgetallBuffer', 'zrange', 'info', 'ping', 'quit', 'subscribe', 'call']
  const { printed } = await bundled(`import { Redis } from ${from('node_modules/iovalkey/built/index.js')}
    console.log(JSON.stringify({
      asked: ${JSON.stringify(asked)}.filter((name) => typeof Redis.prototype[name] !== 'function'),
      others: ['geosearch', 'pfcount', 'bitfield'].filter((name) => name in Redis.prototype),
    }))`)
  expect(JSON.parse(printed)).toEqual({ asked: [], others: [] })
})

test('messages are written and read without what makes objects of 64-bit numbers, and times are exact', async () => {
  const { printed, files } = await bundled(`import { services } from ${from('proto/gen/messages.ts')}
    const { request } = services['chaac.weather.v1.ReadingWriter'].WriteReadings
    const seconds = [0, -62135596800, 253402300799, 1764460800]
    const readings = seconds.map((at) => ({ observedAt: { seconds: at, nanos: 5 } }))
    const bytes = request.encode(request.fromObject({ readings })).finish()
    console.log(JSON.stringify(request.toObject(request.decode(bytes), { longs: Number, defaults: true })
      .readings.map(({ observedAt }) => observedAt.seconds)))`)
  expect(JSON.parse(printed)).toEqual([0, -62135596800, 253402300799, 1764460800])
  expect(files.filter((file) => /node_modules\/(?:long|@grpc\/proto-loader)\//.test(file))).toEqual([])
})
