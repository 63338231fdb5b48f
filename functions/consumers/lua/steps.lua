-- The sums behind the series: for each station, each municipality and all together a hash with a field for each step of
-- ten seconds that has readings. A field is packed: step, readings, then for each measurement that occurs its index in
-- MEASURED, how many, and their sum in thousandths.
local MEASURED = {
  'temperature', 'humidity', 'pressure', 'windSpeed', 'windGust', 'windDirection', 'rainRate', 'rain',
  'solarRadiation', 'uvIndex',
}

local INDEX = {}
for index = 1, #MEASURED do INDEX[MEASURED[index]] = index end

-- Directions are not to be added: north is 359 and 1. Their sines are, and behind the last measurement their cosines.
local DIRECTION = 6
local COSINES = #MEASURED + 1

-- Amounts are added and not averaged: the rain of a step is all that fell in it, and none where nobody has told of any.
local RAIN = 8

-- While a call works with them, sums are a list with a place for everything: step, readings, then for each index how
-- many and their sum, none being 0: at COUNT + 2 * index and TOTAL + 2 * index.
local COUNT, TOTAL, LAST_SUM = 1, 2, 2 + 2 * COSINES

local function emptySums(step)
  return { step, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }
end

local function addMeasured(sums, index, count, total)
  local at = 2 * index
  sums[COUNT + at] = sums[COUNT + at] + count
  sums[TOTAL + at] = sums[TOTAL + at] + total
end

local function stepOfTime(steps, step)
  local sums = steps[step]
  if not sums then
    sums = emptySums(step)
    steps[step] = sums
  end
  return sums
end

-- Adds a reading to its step; `many` of MEASURED count.
local function addToStep(steps, reading, many)
  local sums = stepOfTime(steps, math.floor(reading.time / STEP))
  sums[2] = sums[2] + 1
  for index = 1, many do
    local value = reading.said[index]
    if value and index == DIRECTION then
      local angle = math.rad(value / 1000)
      addMeasured(sums, DIRECTION, 1, math.floor(math.sin(angle) * 1000 + 0.5))
      addMeasured(sums, COSINES, 1, math.floor(math.cos(angle) * 1000 + 0.5))
    elseif value then
      local at = COUNT + 2 * index
      sums[at], sums[at + 1] = sums[at] + 1, sums[at + 1] + value
    end
  end
end

local function mergeSteps(sums, other)
  for at = 2, LAST_SUM do sums[at] = sums[at] + other[at] end
end

-- What a step says of a measurement, as text: its mean, or the amount; nil when the step has none.
local function saidOf(sums, index)
  local count, total = sums[COUNT + 2 * index], sums[TOTAL + 2 * index]
  if count == 0 then return nil end
  if index == RAIN then return exact(total) end
  if index ~= DIRECTION then return decimal(total / count) end
  local degrees = math.deg(math.atan2(total, sums[TOTAL + 2 * COSINES])) % 360
  return string.format('%.0f', math.floor(degrees + 0.5) % 360)
end

local function packStep(sums)
  local flat, size = { sums[1], sums[2] }, 2
  for index = 1, COSINES do
    local at = COUNT + 2 * index
    if sums[at] ~= 0 then
      flat[size + 1], flat[size + 2], flat[size + 3] = index, sums[at], sums[at + 1]
      size = size + 3
    end
  end
  return cmsgpack.pack(unpack(flat, 1, size))
end

local function addPacked(sums, packed)
  local flat = { cmsgpack.unpack(packed) }
  sums[2] = sums[2] + flat[2]
  for from = 3, #flat, 3 do
    local at = COUNT + 2 * flat[from]
    sums[at], sums[at + 1] = sums[at] + flat[from + 1], sums[at + 1] + flat[from + 2]
  end
  return flat[1]
end

local function unpackStep(packed)
  if not packed then return nil end
  local sums = emptySums()
  sums[1] = addPacked(sums, packed)
  return sums
end

local function stepsKey(w, name)
  return w.prefix .. ':window:steps:' .. name
end

-- Adds the sums of some steps to those of a series; those behind `newest`, if it is known, are new and the last.
-- A key that lives on when a step begins outlives that step.
local function addToSteps(w, name, steps, newest)
  local key = stepsKey(w, name)
  for _, step in inOrder(steps) do
    local sums = steps[step]
    local isLast = newest and step > newest
    local there = not isLast and server.call('HGET', key, step)
    if there then addPacked(sums, there) end
    if putInOrder(key, step, packStep(sums), isLast) then keepAlive(w, key) end
  end
end
