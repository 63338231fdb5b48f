-- What the window says about a group of readings: those of a municipality, or all of them ('*', no slug).
-- A group is one hash: 'sum' for the window, and a field for each of its minutes that has readings.
-- A field is packed: minute, readings, then for temperature and humidity how many, sum, least and greatest (in
-- thousandths) of the values that are not left out, then how many readings of each condition, and how many values that
-- have failed each check.
local ALL = '*'
local CONDITIONS = { 'cloudy', 'foggy', 'rainy', 'snowy', 'stormy', 'sunny', 'unknown', 'windy' }
local CHECKS = { 'range', 'consistency', 'step', 'persistence', 'neighbours' }
local CONDITIONS_AT = 2 + 4 * #JUDGED
local CHECKS_AT = CONDITIONS_AT + #CONDITIONS
local FIELDS = CHECKS_AT + #CHECKS
local CONDITION, CHECK = {}, {}
for index = 1, #CONDITIONS do CONDITION[CONDITIONS[index]] = CONDITIONS_AT + index end
for index = 1, #CHECKS do CHECK[CHECKS[index]] = CHECKS_AT + index end

-- A tally begins with nothing. `changes` is what is to happen to the quantities of one that is stored.
local function emptyTally(minute)
  local tally = { minute }
  for at = 2, FIELDS do tally[at] = 0 end
  return tally
end

local function mergeCounts(tally, other)
  tally[2] = tally[2] + other[2]
  for at = CONDITIONS_AT + 1, FIELDS do tally[at] = tally[at] + other[at] end
end

local function mergeTally(tally, other)
  mergeCounts(tally, other)
  for at = 3, CONDITIONS_AT, 4 do mergeQuantity(tally, at, other[at], other[at + 1], other[at + 2], other[at + 3]) end
end

local function addReading(tally, reading)
  tally[2] = tally[2] + 1
  local condition = CONDITION[reading.condition]
  if condition then tally[condition] = tally[condition] + 1 end
  if not reading.failed then return end
  for _, check in ipairs(reading.failed) do tally[CHECK[check]] = tally[CHECK[check]] + 1 end
end

local function least(one, other)
  if one and other then return one < other and one or other end
  return one or other
end

local function greatest(one, other)
  if one and other then return one > other and one or other end
  return one or other
end

-- Notes that a step of a record gives another amount of a quantity than before: how many, sum, least, greatest. An
-- extreme that it gave and gives no more is gone.
local function noteChange(tally, q, count, sum, low, high, newCount, newSum, newLow, newHigh)
  tally.changes = tally.changes or {}
  local change = tally.changes[q]
  if not change then
    change = { count = 0, sum = 0, least = false, greatest = false, goneLeast = false, goneGreatest = false }
    tally.changes[q] = change
  end
  change.count = change.count + newCount - count
  change.sum = change.sum + newSum - sum
  if newCount > 0 then
    change.least = least(change.least, newLow)
    change.greatest = greatest(change.greatest, newHigh)
  end
  if count == 0 then return end
  if newCount == 0 or newLow > low then change.goneLeast = least(change.goneLeast, low) end
  if newCount == 0 or newHigh < high then change.goneGreatest = greatest(change.goneGreatest, high) end
end

-- Adds what one tally is to be changed by to what another is.
local function mergeChanges(tally, other)
  if not other.changes then return end
  tally.changes = tally.changes or {}
  for q, more in pairs(other.changes) do
    local change = tally.changes[q] or { count = 0, sum = 0 }
    tally.changes[q] = change
    change.count, change.sum = change.count + more.count, change.sum + more.sum
    change.least, change.greatest = least(change.least, more.least), greatest(change.greatest, more.greatest)
    change.goneLeast = least(change.goneLeast, more.goneLeast)
    change.goneGreatest = greatest(change.goneGreatest, more.goneGreatest)
  end
end

-- Changes the quantities of a tally. Returns false when an extreme is gone, and who else has it must be asked.
local function applyChanges(tally, changes)
  local known = true
  if not changes then return true end
  for q, change in pairs(changes) do
    local at = 4 * q - 1
    local low = least(tally[at] > 0 and tally[at + 2] or nil, change.least)
    local high = greatest(tally[at] > 0 and tally[at + 3] or nil, change.greatest)
    tally[at] = tally[at] + change.count
    tally[at + 1] = tally[at + 1] + change.sum
    if tally[at] == 0 then
      tally[at + 1], low, high = 0, 0, 0
    elseif (change.goneLeast and change.goneLeast <= low) or (change.goneGreatest and change.goneGreatest >= high) then
      known = false
    end
    tally[at + 2], tally[at + 3] = low, high
  end
  return known
end

local function packTally(tally)
  return cmsgpack.pack(unpack(tally, 1, FIELDS))
end

local function unpackTally(packed)
  if not packed then return nil end
  local tally = { cmsgpack.unpack(packed) }
  for at = #tally + 1, FIELDS do tally[at] = 0 end
  return tally
end

local function groupKey(w, slug)
  return w.prefix .. ':window:group:' .. slug
end
