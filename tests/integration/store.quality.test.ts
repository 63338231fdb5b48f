import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Reading } from '#lib/domain/reading.ts'
import { aReading } from '#lib/testing/readings.ts'
import { createStoreBench, start } from './store-bench.ts'
import { clearKeys } from './store-keys.ts'
import { enters, pictureOf } from './store-model.ts'
import { readPicture } from './store-picture.ts'

const prefix = 'quality'
const { client, clock, keys, open } = createStoreBench(prefix)
const minute = 60_000

const storeOf = (quality: 'exclude' | 'flag' | 'off', retention = 60 * minute) =>
  open({ retention, listLimit: 100, quality })

/** A station as it speaks: what it is like, and what befalls it. */
const station = fc.record({
  municipality: fc.constantFrom('mixco', 'mixco', 'mixco', 'zacapa', undefined),
  every: fc.constantFrom(20, 60, 180, 300),
  level: fc.constantFrom(18, 20, 21, 35),
  stuckFrom: fc.constantFrom(0, 5, 40, 1000),
  spikes: fc.array(fc.integer({ min: 0, max: 110 }), { maxLength: 3 }),
  holes: fc.array(fc.integer({ min: 0, max: 110 }), { maxLength: 3 }),
  seed: fc.nat(1000),
})

type Station = typeof station extends fc.Arbitrary<infer S> ? S : never

/** Four that agree, and one that does not. */
const neighbours = ([18, 20, 21, 20, 35] as const).map((level, seed): Station => {
  return { municipality: 'mixco', every: 60, level, stuckFrom: 1000, spikes: [50], holes: [], seed }
})

/** What the stations say in two hours. Most humidities are of sensors that stick some time. */
function speak(stations: readonly Station[]): Reading[] {
  return stations.flatMap(({ municipality, every, level, stuckFrom, spikes, holes, seed }, index) => {
    const count = Math.floor((115 * 60) / every)
    return Array.from({ length: count }, (_, n) => {
      const at = start + (n * every + (seed % every)) * 1_000
      const passed = Math.floor((at - start) / minute)
      const wave = ((n * 7 + seed) % 5) / 10
      const temperature = spikes.includes(passed) && n % 2 === 0 ? 49 : level + wave
      const humidity = passed >= stuckFrom && passed < stuckFrom + 75 ? 57 : 60 + ((n + seed) % 3)
      const said = { temperature, ...(n % 11 === 3 ? {} : { humidity }) }
      return holes.some((hole) => passed >= hole && passed < hole + 4)
        ? []
        : [aReading(at, { station: `s-${index}`, ...(municipality && { municipality }), ...said })]
    }).flat()
  })
}

test('P5: spikes, stuck sensors and odd neighbours are found, and left out, as a plain model says, in any order of arrival', async () => {
  const found = new Set<string>()
  await fc.assert(
    fc.asyncProperty(
      fc.array(station, { minLength: 1, maxLength: 5, size: 'max' }),
      fc.constantFrom(15, 60).map((minutes) => minutes * minute),
      fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 50, maxLength: 50 }),
      async (more, retention, delays) => {
        const stations = [...neighbours, ...more]
        await clearKeys(client, prefix)
        const store = storeOf('exclude', retention)
        // Most readings come at once, some as late as they may.
        const due = speak(stations).map((reading, index) => {
          const delay = delays[index % delays.length] ?? 0
          const late = delay < 700 ? delay : Math.floor((delay - 700) * 3 * (retention / 1_000))
          return { reading, at: Date.parse(reading.observedAt) + Math.min(late, retention - minute) }
        })
        due.sort((a, b) => a.at - b.at)
        const entered: Reading[] = []
        const checkpoints = new Set([40, 80, 119])
        for (let passed = 0; passed < 120; passed += 1) {
          clock.now = start + (passed + 1) * minute + 1
          const batch = due
            .filter(({ at }) => at >= clock.now - minute && at < clock.now)
            .map(({ reading }) => reading)
          entered.push(...batch.filter((reading) => enters(reading, clock.now, clock.now, retention)))
          for (const half of [batch.slice(batch.length / 2), batch.slice(0, batch.length / 2)])
            if (half.length > 0) await store.record({ broker: 'kafka', readings: half, refusals: [] })
          if (!checkpoints.has(passed)) continue
          clock.now += 3_000
          await store.tick()
          const expected = pictureOf(entered, clock.now, retention)
          expect(await readPicture(client, prefix)).toEqual(expected)
          for (const [check, count] of Object.entries(expected.quality ?? {}))
            if (count !== '0') found.add(check)
        }
      },
    ),
    { numRuns: 5, endOnFailure: true },
  )
  expect([...found].sort(), 'what there was to be found').toEqual(['neighbours', 'persistence', 'step'])
}, 240_000)

test('what a crowd says late is compared with its neighbours when the next minute is over, a few municipalities a call', async () => {
  const towns = Array.from({ length: 30 }, (_, town) => `town-${town}`)
  const of = (town: string, at: number, temperature: number, station: number) =>
    aReading(at, { station: `${town}-${station}`, municipality: town, temperature })
  const store = storeOf('exclude')
  const take = (readings: Reading[]) => store.record({ broker: 'kafka', readings, refusals: [] })
  await take(towns.flatMap((town) => [0, 1, 2, 3].map((n) => of(town, start, 20 + n / 10, n))))
  clock.now = start + 5 * minute
  await store.tick()
  await take(towns.map((town) => of(town, start + 1, 35, 4)))
  const failed = async () => Number((await client.hgetall(keys.quality)).neighbours ?? 0)
  const waiting = () => client.zcard(`${prefix}:window:late`)
  expect(await waiting()).toBe(towns.length)
  expect(await failed()).toBe(0)
  clock.now += minute + 3_000
  await take([of('elsewhere', clock.now, 20, 0)])
  expect(await waiting()).toBeGreaterThan(towns.length / 2)
  expect(await failed()).toBe(towns.length - (await waiting()))
  await store.tick()
  expect(await failed()).toBe(towns.length)
  expect(await waiting()).toBe(0)
})

/** A quiet day of five stations, each with its own level; what happens to the first is up to the caller. */
function dayOf(befall: (minuteOfDay: number) => Partial<Reading>): Reading[] {
  return Array.from({ length: 1440 }, (_, passed) =>
    [0, 1, 2, 3, 4].map((n) => {
      const temperature = Math.round(200 + n * 4 + 60 * Math.sin(passed / 229) + ((passed * 7 + n) % 3)) / 10
      const humidity = Math.round(60 - 15 * Math.sin(passed / 229) + n + ((passed * 5 + n) % 2))
      const reading = aReading(start + passed * minute, { station: `s-${n}`, municipality: 'mixco' })
      return { ...reading, temperature, humidity, ...(n === 0 ? befall(passed) : {}) }
    }),
  ).flat()
}

const stuck = { from: 600, to: 780 }
const spike = 1000

/** What a day leaves of averages and extremes at the end of each hour, and of the first station's newest reading. */
async function liveThrough(day: readonly Reading[]) {
  await clearKeys(client, prefix)
  const store = storeOf('exclude')
  const hours: Record<string, unknown>[] = []
  const letters = new Map<number, string>()
  for (let passed = 0; passed < 1440; passed += 1) {
    clock.now = start + passed * minute + 5_000
    const readings = day.slice(passed * 5, passed * 5 + 5)
    await store.record({ broker: 'kafka', readings, refusals: [] })
    const { level = '', quality = '' } = await client.hgetall(keys.latest('s-0'))
    letters.set(passed, `${level} ${quality}`.trim())
    if (passed % 20 !== 9) continue
    const { readings: _, ...municipality } = await client.hgetall(keys.municipality('mixco'))
    const extremes = Object.entries(await client.hgetall(keys.overall)).filter(([name]) =>
      /M(in|ax)$/.test(name),
    )
    const mean = await client.hget(keys.average('humidity'), 'mixco')
    const series = (await client.xrange(keys.municipalitySeries('mixco'), '-', '+')).at(-1)
    hours.push({ passed, municipality, extremes, mean, series })
  }
  return { hours, letters }
}

test('a day with a stuck hygrometer and one spike of 49 °C: both are flagged, and averages and extremes untouched', async () => {
  const isStuck = (passed: number) => passed >= stuck.from && passed <= stuck.to
  const faulty = await liveThrough(
    dayOf((passed) => (passed === spike ? { temperature: 49 } : isStuck(passed) ? { humidity: 52 } : {})),
  )
  const failed = await client.hgetall(keys.quality)
  const sound = await liveThrough(
    dayOf((passed) => {
      if (passed === spike) return { temperature: undefined }
      return isStuck(passed) ? { humidity: undefined } : {}
    }),
  )
  // For an hour nobody can know that the sensor is stuck; once that is known, the whole run is left out.
  const known = (hours: Record<string, unknown>[]) =>
    hours.filter(({ passed }) => Number(passed) < stuck.from || Number(passed) > stuck.from + 60)
  expect(known(faulty.hours)).toEqual(known(sound.hours))
  expect(known(faulty.hours).length).toBeGreaterThan(60)

  expect(faulty.letters.get(spike)).toBe('Q step-temperature')
  expect(faulty.letters.get(spike - 1)).toBe('V')
  expect(faulty.letters.get(spike + 1)).toBe('V')
  expect(faulty.letters.get(stuck.from + 59)).toBe('V')
  expect(faulty.letters.get(stuck.from + 60)).toBe('Q persistence-humidity')
  expect(faulty.letters.get(stuck.to)).toBe('Q persistence-humidity')
  const flagged = [...faulty.letters].filter(([, letter]) => letter.startsWith('Q')).length
  expect(flagged).toBe(stuck.to - stuck.from - 60 + 1 + 1)
  expect(failed).toMatchObject({ step: '0', persistence: '0' })
}, 240_000)

/** Four quiet minutes, and then a spike. */
const withSpike = () =>
  [20, 20.1, 20, 20.2, 49].map((temperature, n) =>
    aReading(start - (5 - n) * minute, { municipality: 'mixco', temperature }),
  )

test.for([
  ['left out', 'exclude', '20.20', 'Q step-temperature', '1'],
  ['only flagged', 'flag', '49', 'Q step-temperature', '1'],
  ['not looked for', 'off', '49', 'C ', '0'],
] as const)('what fails a check is %s', async ([, quality, max, verdict, count]) => {
  await storeOf(quality).record({ broker: 'kafka', readings: withSpike(), refusals: [] })
  expect(await client.hget(keys.overall, 'temperatureMax')).toBe(String(Number(max)))
  const { level, quality: flags = '', temperature } = await client.hgetall(keys.latest('tikal'))
  expect(`${level} ${flags}`).toBe(verdict)
  expect(temperature, 'it is kept and shown').toBe('49')
  expect(await client.hget(keys.quality, 'step')).toBe(count)
  const series = await client.xrange(keys.series('tikal'), '-', '+')
  expect(series.at(-1)?.[1]).toContain('49.00')
})

test('a spike that was there first is found out by what comes later, and an extreme that it was goes back', async () => {
  const store = storeOf('exclude')
  const readings = withSpike()
  await store.record({ broker: 'kafka', readings: readings.slice(4), refusals: [] })
  expect(await client.hget(keys.overall, 'temperatureMax')).toBe('49')
  expect(await client.hget(keys.latest('tikal'), 'level')).toBe('C')
  await store.record({ broker: 'rabbitmq', readings: readings.slice(0, 4), refusals: [] })
  expect(await client.hget(keys.overall, 'temperatureMax')).toBe('20.2')
  expect(await client.hget(keys.average('temperature'), 'mixco')).toBe('20.07')
  expect(await client.hget(keys.latest('tikal'), 'level')).toBe('Q')
})

test('what ingest doubts is left out too, and a municipality for which anybody speaks is not judged by its past', async () => {
  const store = storeOf('exclude')
  const doubted = aReading(start, { municipality: 'mixco', temperature: 58, quality: ['range-temperature'] })
  await store.record({ broker: 'kafka', readings: [doubted], refusals: [] })
  expect(await client.hgetall(keys.average('temperature'))).toEqual({})
  expect(await client.hget(keys.latest('tikal'), 'level')).toBe('X')
  const crowd = withSpike().map((reading) => ({ ...reading, station: 'mixco', dialect: 'classic' }))
  await store.record({ broker: 'kafka', readings: crowd, refusals: [] })
  expect(await client.hget(keys.overall, 'temperatureMax')).toBe('49')
  expect(await client.hgetall(keys.quality)).toMatchObject({ range: '1', step: '0' })
})
