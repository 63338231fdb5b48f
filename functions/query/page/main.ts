import { applyChange } from '../live/change.ts'
import type { LiveState } from '../live/state.ts'
import { createChoice } from './choice.ts'
import { connect } from './connection.ts'
import { createDeadLetters } from './dead-letters.ts'
import { byId } from './dom.ts'
import { createRate } from './rate.ts'
import { createRefusals } from './refusals.ts'
import { createStations } from './stations.ts'
import { createStatus } from './status.ts'
import { showNewest, showTiles } from './tiles.ts'
import { createWeather } from './weather.ts'

/** The store ends a step of every series this often. */
const STEP_MS = 10_000

const status = createStatus()
const showWeather = createWeather()
const showRefusals = createRefusals()
const showDeadLetters = createDeadLetters()
const choice = createChoice((station) => stations.mark(station))
const stations = createStations((station) => choice.choose(station))
const loadRate = createRate()
let state: LiveState | undefined
let skew = 0
let loadedAt = 0

connect('v1/live', {
  heard(event) {
    state = applyChange(state, event)
    skew = Date.now() - Date.parse(event.at)
    if (event.store === 'away') status.show('away', Date.now())
    else status.show('live', Date.now())
    show(state)
  },
  broken: (since) => status.show('broken', since ?? performance.timeOrigin),
})
setInterval(tick, 1_000)

function show(now: LiveState): void {
  const time = Date.parse(now.at)
  const isEmpty = now.summary?.stations === 0
  byId('empty').hidden = !isEmpty
  byId('weather').hidden = isEmpty || now.summary === undefined
  showTiles(now, time)
  showWeather(now)
  showRefusals(now)
  showDeadLetters(now)
  stations.show(now, time)
  choice.offer(now)
  if (Date.now() - loadedAt < STEP_MS) return
  loadedAt = Date.now()
  void loadRate()
  void choice.load()
}

/** What changes by itself. */
function tick(): void {
  if (state === undefined || document.body.dataset.state !== 'live') status.tick()
  if (state !== undefined) showNewest(state.flow?.receivedAt, Date.now() - skew)
}
