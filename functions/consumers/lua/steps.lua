-- The sums behind the series: for each station, each municipality and all together a hash with a field for each step of
-- ten seconds that has readings. A field is packed: step, readings, then for each measurement that occurs its index in
-- MEASURED, how many, and their sum in thousandths.
local MEASURED = {
  'temperature', 'humidity', 'pressure', 'windSpeed', 'windGust', 'windDirection', 'rainRate', 'rain',
  'solarRadiation', 'uvIndex',
}

-- Directions are not to be added: north is 359 and 1. Their sines are, and behind the last measurement their cosines.
local DIRECTION = 6
local COSINES = #MEASURED + 1

-- Amounts are added and not averaged: the rain of a step is all that fell in it, and none where nobody has told of any.
local RAIN = 8

local function addMeasured(sums, index, value)
  sums.counts[index] = (sums.counts[index] or 0) + 1
  sums.totals[index] = (sums.totals[index] or 0) + value
end

local function stepOfTime(steps, step)
  local sums = steps[step]
  if not sums then
    sums = { step = step, readings = 0, counts = {}, totals = {} }
    steps[step] = sums
  end
  return sums
end

-- Adds a reading to its step; `many` of MEASURED count.
local function addToStep(steps, reading, many)
  local sums = stepOfTime(steps, math.floor(reading.time / STEP))
  sums.readings = sums.readings + 1
  for index = 1, many do
    local value = reading.said[MEASURED[index]]
    if value and index == DIRECTION then
      local angle = math.rad(value / 1000)
      addMeasured(sums, DIRECTION, math.floor(math.sin(angle) * 1000 + 0.5))
      addMeasured(sums, COSINES, math.floor(math.cos(angle) * 1000 + 0.5))
    elseif value then
      addMeasured(sums, index, value)
    end
  end
end

local function mergeSteps(sums, other)
  sums.readings = sums.readings + other.readings
  for index, count in pairs(other.counts) do
    sums.counts[index] = (sums.counts[index] or 0) + count
    sums.totals[index] = (sums.totals[index] or 0) + other.totals[index]
  end
end

-- What a step says of a measurement, as text: its mean, or the amount; nil when the step has none.
local function saidOf(sums, index)
  local count = sums.counts[index]
  if not count then return nil end
  if index == RAIN then return exact(sums.totals[index]) end
  if index ~= DIRECTION then return decimal(sums.totals[index] / count, 2) end
  local degrees = math.deg(math.atan2(sums.totals[DIRECTION], sums.totals[COSINES])) % 360
  return string.format('%.0f', math.floor(degrees + 0.5) % 360)
end

local function packStep(sums)
  local flat = { sums.step, sums.readings }
  for index = 1, COSINES do
    if sums.counts[index] then
      table.insert(flat, index)
      table.insert(flat, sums.counts[index])
      table.insert(flat, sums.totals[index])
    end
  end
  return cmsgpack.pack(unpack(flat))
end

local function unpackStep(packed)
  if not packed then return nil end
  local flat = { cmsgpack.unpack(packed) }
  local sums = { step = flat[1], readings = flat[2], counts = {}, totals = {} }
  for at = 3, #flat, 3 do
    sums.counts[flat[at]] = flat[at + 1]
    sums.totals[flat[at]] = flat[at + 2]
  end
  return sums
end

local function stepsKey(w, name)
  return w.prefix .. ':window:steps:' .. name
end

-- What is taken from a step may have been all that it had.
local function forgetNone(sums)
  for index, count in pairs(sums.counts) do
    if count == 0 then sums.counts[index], sums.totals[index] = nil, nil end
  end
end

-- Adds the sums of some steps to those of a series.
local function addToSteps(w, name, steps)
  local key = stepsKey(w, name)
  for _, step in inOrder(steps) do
    local sums = steps[step]
    local there = unpackStep(server.call('HGET', key, integer(step)))
    if there then mergeSteps(sums, there) end
    forgetNone(sums)
    putInOrder(key, step, packStep(sums))
  end
  keepAlive(w, key)
end
