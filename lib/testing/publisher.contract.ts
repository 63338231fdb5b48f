import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { READINGS_EVENT_TYPE, type ReadingsEvent } from '#lib/domain/event.ts'
import { freshId } from '#lib/domain/reading-id.ts'
import { TransientError } from '#lib/platform/errors.ts'
import { within } from '#lib/platform/within.ts'
import type { Publisher } from '#lib/writer/publisher.ts'
import { NOON, sampleReading } from './readings.ts'
import { outcomeOf, until } from './settled.ts'

/** A message as a source of Knative reads it from the broker: attributes without the broker's prefix. */
export type Received = {
  attributes: Readonly<Record<string, string>>
  contentType: string | undefined
  body: string
}

/** One broker with a network that can be broken, and a queue or topic of its own. */
export type PublisherBench = AsyncDisposable & {
  /** The `source` of the events that this broker's writer publishes. */
  readonly source: string
  /** A publisher to this broker. The contract disposes it. */
  open(): Publisher
  /** All that is in the broker, read past the broken network. */
  received(): Promise<readonly Received[]>
  /** The broker goes away: connections end, new ones are refused. */
  refuse(): Promise<void>
  /** Connections end once. */
  cut(): void
  /** The connections of now say nothing ever again, though they stay open; new ones are well. */
  strand(): void
  /** The broker says nothing more, on old connections and on new ones. */
  freeze(): void
  /** The network is well again. */
  heal(): Promise<void>
  /** Queue or topic is deleted, so that a message would reach nobody. */
  unroute(): Promise<void>
}

/** No broker that is well takes so long. */
const RECOVERY_MS = 15_000

/** A frozen broker is given up on before the caller gives up on us. */
const FEW_SECONDS_MS = 8_000

/** What every publisher promises. `makeBench` gives each test a queue or topic of its own. */
export function describePublisher(name: string, makeBench: () => Promise<PublisherBench>): void {
  describe(`a publisher to ${name}`, { timeout: 60_000 }, () => {
    let bench: PublisherBench
    let publisher: Publisher

    beforeEach(async () => {
      bench = await makeBench()
      publisher = bench.open()
    })

    afterEach(async () => {
      await bench.heal()
      await publisher[Symbol.asyncDispose]()
      await bench[Symbol.asyncDispose]()
    })

    test('P1: what it confirms is in the broker, whole', async () => {
      const event = newEvent(256)
      await publisher.publish(event)
      const [found, ...more] = await bench.received()
      expect(more).toEqual([])
      expect(found?.attributes).toEqual({
        specversion: '1.0',
        id: event.id,
        source: bench.source,
        type: READINGS_EVENT_TYPE,
        time: event.time,
      })
      expect(found?.contentType).toBe('application/json')
      expect(JSON.parse(found?.body ?? '')).toEqual({ readings: event.readings })
    })

    test('many at the same time are confirmed, each once', async () => {
      const events = Array.from({ length: 50 }, () => newEvent())
      await Promise.all(events.map((event) => publisher.publish(event)))
      expect((await idsReceived()).sort()).toEqual(events.map(({ id }) => id).sort())
    })

    test('it is ready once it can publish', async () => {
      await publisher.publish(newEvent())
      expect(publisher.ready).toBe(true)
    })

    test('fault 1: while the broker is away nothing is confirmed, and the error says that it will pass', async () => {
      await publisher.publish(newEvent())
      await bench.refuse()
      await until(RECOVERY_MS, async () => (await outcomeOf(publisher.publish(newEvent()))) !== 'confirmed')
      expect(await within(FEW_SECONDS_MS, outcomeOf(publisher.publish(newEvent())))).toBeInstanceOf(
        TransientError,
      )
      expect(publisher.ready).toBe(false)
    })

    test('fault 4: it comes back by itself when the broker is back', async () => {
      await publisher.publish(newEvent())
      await bench.refuse()
      await within(FEW_SECONDS_MS, outcomeOf(publisher.publish(newEvent())))
      await bench.heal()
      const event = await publishUntilConfirmed()
      expect(await idsReceived()).toContain(event.id)
    })

    test('fault 4: it comes back by itself when its connection was cut', async () => {
      await publisher.publish(newEvent())
      bench.cut()
      const event = await publishUntilConfirmed()
      expect(await idsReceived()).toContain(event.id)
    })

    test('P7: it starts without its broker, and publishes when the broker comes', async () => {
      await bench.refuse()
      const early = bench.open()
      try {
        expect(await within(FEW_SECONDS_MS, outcomeOf(early.publish(newEvent())))).toBeInstanceOf(
          TransientError,
        )
        await bench.heal()
        const event = await publishUntilConfirmed(early)
        expect(await idsReceived()).toContain(event.id)
      } finally {
        await early[Symbol.asyncDispose]()
      }
    })

    test('a frozen broker is given up on within a few seconds, and used again when it is well', async () => {
      await publisher.publish(newEvent())
      bench.freeze()
      const frozen = Array.from({ length: 5 }, () => outcomeOf(publisher.publish(newEvent())))
      for (const outcome of await within(FEW_SECONDS_MS, Promise.all(frozen)))
        expect(outcome).toBeInstanceOf(TransientError)
      await bench.heal()
      await publishUntilConfirmed()
    })

    test('a connection that stays open but is dead is given up for a new one', async () => {
      await publisher.publish(newEvent())
      bench.strand()
      const event = await publishUntilConfirmed()
      expect(await idsReceived()).toContain(event.id)
    })

    test('P1: what would reach nobody is not confirmed', async () => {
      await publisher.publish(newEvent())
      await bench.unroute()
      const confirmed: string[] = []
      await until(RECOVERY_MS, async () => {
        const event = newEvent()
        const outcome = await outcomeOf(publisher.publish(event))
        if (outcome === 'confirmed') confirmed.push(event.id)
        else expect(outcome).toBeInstanceOf(TransientError)
        return confirmed.length === 3
      })
      expect((await idsReceived()).sort()).toEqual(confirmed.sort())
    })

    test('P7: when it ends, everything under way has an outcome, and what is confirmed is there', async () => {
      await publisher.publish(newEvent())
      const events = Array.from({ length: 20 }, () => newEvent())
      const outcomes = events.map((event) => outcomeOf(publisher.publish(event)))
      await within(FEW_SECONDS_MS, end())
      const settled = await within(FEW_SECONDS_MS, Promise.all(outcomes))
      const confirmed = events.filter((_, index) => settled[index] === 'confirmed').map(({ id }) => id)
      expect(await idsReceived()).toEqual(expect.arrayContaining(confirmed))
    })

    test('after its end nothing is confirmed', async () => {
      await publisher.publish(newEvent())
      await publisher[Symbol.asyncDispose]()
      expect(await within(FEW_SECONDS_MS, outcomeOf(publisher.publish(newEvent())))).toBeInstanceOf(
        TransientError,
      )
    })

    test('it ends also while the broker says nothing', async () => {
      await publisher.publish(newEvent())
      bench.freeze()
      const outcome = outcomeOf(publisher.publish(newEvent()))
      await within(FEW_SECONDS_MS, end())
      expect(await within(FEW_SECONDS_MS, outcome)).toBeInstanceOf(TransientError)
    })

    async function end(): Promise<void> {
      await publisher[Symbol.asyncDispose]()
    }

    async function publishUntilConfirmed(by = publisher): Promise<ReadingsEvent> {
      return await until(RECOVERY_MS, async () => {
        const event = newEvent()
        return (await outcomeOf(by.publish(event))) === 'confirmed' && event
      })
    }

    async function idsReceived(): Promise<string[]> {
      return (await bench.received()).map(({ attributes }) => attributes.id ?? '')
    }

    function newEvent(size = 1): ReadingsEvent {
      const readings = Array.from({ length: size }, () => sampleReading())
      return { id: freshId(NOON), source: bench.source, time: new Date(NOON).toISOString(), readings }
    }
  })
}
