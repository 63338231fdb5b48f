import * as z from 'zod'
import { classicSchema, observationOf } from '#lib/domain/classic.ts'
import { MAX_READINGS, sourceOf } from '#lib/domain/event.ts'
import { parseReading, toReading } from '#lib/domain/observation.ts'
import type { Reading } from '#lib/domain/reading.ts'
import { freshId } from '#lib/domain/reading-id.ts'
import { PermanentError } from '#lib/platform/errors.ts'
import type { WriteReadingsRequest__Output } from '#proto/chaac/weather/v1/WriteReadingsRequest.ts'
import type { WriteReadingsResponse } from '#proto/chaac/weather/v1/WriteReadingsResponse.ts'
import type { WeatherRequest__Output } from '#proto/weather/WeatherRequest.ts'
import type { WeatherResponse } from '#proto/weather/WeatherResponse.ts'
import type { WeatherTweetRequest__Output } from '#proto/wethertweet/WeatherTweetRequest.ts'
import type { WeatherTweetResponse } from '#proto/wethertweet/WeatherTweetResponse.ts'
import type { Publisher } from './publisher.ts'
import { fromReadingMessage } from './reading-message.ts'
import { publishTold } from './telemetry.ts'

/** What both writers do: check, wrap into one event, publish, answer after the broker's confirmation. */
export function createWriter(publisher: Publisher, now: () => number = Date.now) {
  async function publish(readings: Reading[]): Promise<void> {
    const time = now()
    const source = sourceOf[publisher.broker]
    const event = { id: freshId(time), source, time: new Date(time).toISOString(), readings }
    await publishTold(publisher, event)
  }

  async function publishClassic(input: unknown): Promise<void> {
    const parsed = classicSchema.safeParse(input)
    if (!parsed.success) throw new PermanentError(z.prettifyError(parsed.error))
    await publish([
      toReading(observationOf(parsed.data), { receivedAt: now(), retention: 0, dialect: 'classic' }),
    ])
  }

  return {
    /** `chaac.weather.v1.ReadingWriter/WriteReadings` */
    async writeReadings({ readings }: WriteReadingsRequest__Output): Promise<WriteReadingsResponse> {
      if (readings.length < 1 || readings.length > MAX_READINGS) {
        throw new PermanentError(`a call carries 1 to ${MAX_READINGS} readings, not ${readings.length}`)
      }
      const checked = readings.map((message, index) => check(fromReadingMessage(message), index))
      await publish(checked)
      return { confirmedBy: publisher.broker, ids: checked.map(({ id }) => id) }
    },

    /** The manual's `weather.WeatherService/ProcessWeather` */
    async processWeather(request: WeatherRequest__Output): Promise<WeatherResponse> {
      await publishClassic(request)
      return { message: `confirmed by ${publisher.broker}`, success: true }
    },

    /** The assignment's `wethertweet.WeatherTweetService/SendTweet` */
    async sendTweet({
      municipality,
      weather,
      ...rest
    }: WeatherTweetRequest__Output): Promise<WeatherTweetResponse> {
      if (municipality === 'municipalities_unknown') throw new PermanentError('municipality is unknown')
      await publishClassic({
        ...rest,
        municipality,
        weather: weather === 'weathers_unknown' ? 'unknown' : weather,
      })
      return { status: `confirmed by ${publisher.broker}` }
    },
  }
}

function check(input: unknown, index: number): Reading {
  const parsed = parseReading(input)
  if ('reason' in parsed) throw new PermanentError(`readings[${index}]: ${parsed.reason}`)
  return parsed.reading
}
