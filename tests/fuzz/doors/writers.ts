import { once } from 'node:events'
import { type ClientHttp2Session, connect } from 'node:http2'
import fc from 'fast-check'
import { brokers } from '#lib/domain/event.ts'
import { ReadingWriter, WeatherService, WeatherTweetService } from '#lib/platform/proto.ts'
import { within } from '#lib/platform/within.ts'
import { toReadingMessage } from '#lib/writer/reading-message.ts'
import type { WeatherTweetRequest } from '#proto/wethertweet/WeatherTweetRequest.ts'
import { counts, deliver, idsIn, mustBalance, takeMessages } from '../account.ts'
import { type Door, must } from '../door.ts'
import { nasty } from '../mutations.ts'
import { travelling } from '../said.ts'

/** OK, INVALID_ARGUMENT, DEADLINE_EXCEEDED, NOT_FOUND (a service that health does not know), RESOURCE_EXHAUSTED, UNIMPLEMENTED, UNAVAILABLE. */
const ALLOWED = ['0', '3', '4', '5', '8', '12', '14']

/** What the library itself says to a message that is no protobuf, or cannot be unpacked: INTERNAL. */
const UNREADABLE = '13'

/** One call: bytes as they go over the wire. */
type Call = { broker: 0 | 1; headers: Record<string, string>; bytes: Buffer }

const write = ReadingWriter.service.WriteReadings
const process = WeatherService.service.ProcessWeather
const tweet = WeatherTweetService.service.SendTweet

const classic = fc.record({
  municipality: nasty,
  temperature: fc.float(),
  humidity: fc.float(),
  weather: nasty,
})
const numbered = fc.record({
  municipality: fc.nat({ max: 6 }),
  temperature: fc.integer({ min: -60, max: 70 }),
  humidity: fc.integer({ min: -1, max: 101 }),
  weather: fc.nat({ max: 6 }),
})
const bend = fc.oneof(
  { arbitrary: fc.constant({}), weight: 4 },
  { arbitrary: nasty.map((id) => ({ id })), weight: 1 },
  { arbitrary: fc.double().map((temperature) => ({ temperature })), weight: 1 },
  {
    arbitrary: fc
      .record({ seconds: fc.maxSafeInteger(), nanos: fc.integer({ min: -1e9, max: 2e9 }) })
      .map((observedAt) => ({ observedAt })),
    weight: 1,
  },
  { arbitrary: fc.array(nasty, { maxLength: 40 }).map((quality) => ({ quality })), weight: 1 },
)
const readings = fc.array(
  fc.tuple(travelling, bend).map(([reading, change]) => ({ ...toReadingMessage(reading), ...change })),
  { maxLength: 20 },
)

/** The message of each method, encoded as its callers encode it. */
const encoded = fc.oneof(
  readings.map((all) => [write.path, write.requestSerialize({ readings: all })] as const),
  classic.map(
    (one) =>
      [
        process.path,
        process.requestSerialize({
          ...one,
          municipality: one.municipality.toWellFormed(),
          weather: one.weather.toWellFormed(),
        }),
      ] as const,
  ),
  numbered.map((one) => [tweet.path, tweet.requestSerialize(one as WeatherTweetRequest)] as const),
)

const flips = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 4 })
const framed = fc.tuple(
  encoded,
  flips,
  fc.constantFrom('right', 'right', 'right', 'long', 'packed', 'twice', 'none'),
  fc.uint8Array({ maxLength: 60 }),
  fc.nat({ max: 9 }),
)

const calls: fc.Arbitrary<Call> = fc
  .record({
    broker: fc.constantFrom<0 | 1>(0, 1),
    framed,
    path: fc.option(
      fc.oneof(nasty, fc.constantFrom('/grpc.health.v1.Health/Check', '/grpc.health.v1.Health/Watch')),
      { nil: undefined, freq: 12 },
    ),
    extra: fc.dictionary(
      fc.constantFrom('grpc-timeout', 'grpc-encoding', 'grpc-accept-encoding', 'x-bin', 'content-type'),
      fc.oneof(nasty, fc.constantFrom('gzip', '1S', '99999999H', '0n')),
      { maxKeys: 1, noNullPrototype: true },
    ),
  })
  .map(({ broker, framed: [[path, message], flipped, frame, noise, junk], path: other, extra }) => {
    const bytes = junk === 0 ? Buffer.from(noise) : Buffer.from(message)
    for (const [at, value] of flipped) if (bytes.length > 0 && junk < 4) bytes[at % bytes.length] = value
    const headers = {
      ':method': 'POST',
      ':path': `/${clean(other ?? path).replace(/^\/+/, '')}`,
      'content-type': 'application/grpc',
      te: 'trailers',
    }
    const more = Object.fromEntries(Object.entries(extra).map(([name, value]) => [name, clean(value)]))
    return { broker, headers: { ...headers, ...more }, bytes: framing(frame, bytes) }
  })

function clean(text: string): string {
  return text.replaceAll(/[^\x21-\x7e]/g, '') || '/'
}

function framing(kind: string, message: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(message.length + (kind === 'long' ? 9 : 0), 1)
  if (kind === 'packed') head[0] = 1
  const one = Buffer.concat([head, message])
  return kind === 'twice' ? Buffer.concat([one, one]) : kind === 'none' ? message : one
}

/** Callers of the writers: all methods, and bytes that are none of their messages. */
export const writers: Door<Call> = {
  name: 'writers',
  share: 1,
  cases: calls,

  async enter(world, cases) {
    const sessions = brokers.map((broker) => connect(`http://${world.at[broker]}`).on('error', () => {}))
    const replies = await Promise.all(
      cases.map((one) => call(sessions[one.broker] as ClientHttp2Session, one)),
    )
    for (const session of sessions) session.destroy()
    for (const { status, http } of replies) {
      const isKnown =
        status === undefined ? [400, 404, 405, 415].includes(http) : [...ALLOWED, UNREADABLE].includes(status)
      must(isKnown, `status ${status}, ${http} was answered`)
    }
    const messages = takeMessages(world)
    if (replies.every(({ status }) => status !== '0' && status !== '4' && status !== '14'))
      must(messages.length === 0, 'what was refused was written')
    const ids = idsIn(messages)
    const before = await counts(world)
    await deliver(world, messages)
    const after = await counts(world)
    mustBalance(after)
    must(after.delivered - before.delivered === ids.length, 'what was written is not what was delivered')
    await deliver(world, messages)
    must((await counts(world)).stored === after.stored, 'a second delivery was counted')
  },
}

async function call(
  session: ClientHttp2Session,
  { headers, bytes }: Call,
): Promise<{ status: string | undefined; http: number }> {
  const stream = session.request(headers)
  const seen: { status: string | undefined; http: number } = { status: undefined, http: 0 }
  const note = (got: Record<string, unknown>) => {
    if (got[':status'] !== undefined) seen.http = Number(got[':status'])
    if (got['grpc-status'] !== undefined) seen.status = String(got['grpc-status'])
  }
  stream
    .on('response', note)
    .on('trailers', note)
    .on('error', () => {})
    .resume()
  const closed = once(stream, 'close').catch(() => {})
  stream.end(bytes)
  await within(20_000, closed)
  return seen
}
