import { judged, LOOK_BACK } from '#lib/domain/quality/history.ts'
import { DEVIATIONS, FEWEST_STATIONS, neighbourLimits } from '#lib/domain/quality/neighbours.ts'
import { SATURATED, STUCK_AFTER } from '#lib/domain/quality/persistence.ts'
import { FEWEST, MOST, RESTLESS, stepLimits } from '#lib/domain/quality/step.ts'
import { rainCounters } from '#lib/domain/rain.ts'

/** Dialects whose stations are crowds: a municipality for which anybody speaks has no past of its own. */
const crowds = ['classic']

const ofEach = (say: (name: (typeof judged)[number]) => string | number | false) =>
  `{ ${judged.map(say).join(', ')} }`

/** The limits and ranks of lib/domain as a table of Lua, so that they stand in one place. */
export const luaLimits = `local LIMITS = {
  lookBack = ${LOOK_BACK}, fewest = ${FEWEST}, most = ${MOST}, restless = ${RESTLESS}, stuckAfter = ${STUCK_AFTER},
  step = ${ofEach((name) => `{ minute = ${stepLimits[name].minute}, hour = ${stepLimits[name].hour} }`)},
  saturated = ${ofEach((name) => name === 'humidity' && SATURATED)},
  stations = ${FEWEST_STATIONS}, deviations = ${DEVIATIONS}, near = ${ofEach((name) => neighbourLimits[name])},
  rainCounters = { ${rainCounters.map((name, index) => `${name} = ${index + 1}`).join(', ')} },
  crowds = { ${crowds.map((dialect) => `['${dialect}'] = true`).join(', ')} },
}`
