-- The keys that people read, made of the sums of the groups.

-- Thousandths as decimal text. A mean is rounded to hundredths.
local function decimal(thousandths, places)
  local text = string.format('%.' .. places .. 'f', thousandths / 1000)
  if tonumber(text) == 0 then return string.format('%.' .. places .. 'f', 0) end -- never "-0.00"
  return text
end

local function exact(thousandths)
  local text = decimal(thousandths, 3):gsub('0+$', ''):gsub('%.$', '')
  return text
end

-- Fields of a quantity at `at` of a tally; none when it was never measured.
local function addQuantity(fields, tally, at, name, withMean)
  if tally[at] == 0 then return end
  if withMean then
    table.insert(fields, name)
    table.insert(fields, decimal(tally[at + 1] / tally[at], 2))
  end
  table.insert(fields, name .. 'Min')
  table.insert(fields, exact(tally[at + 2]))
  table.insert(fields, name .. 'Max')
  table.insert(fields, exact(tally[at + 3]))
end

-- The most and the least common condition; of equally common ones the first by name.
local function addExtremeConditions(fields, tally)
  local most, least
  for index = 1, #CONDITIONS do
    local count = tally[CONDITIONS_AT + index]
    if count > 0 then
      if not most or count > tally[CONDITIONS_AT + most] then most = index end
      if not least or count < tally[CONDITIONS_AT + least] then least = index end
    end
  end
  if not most then return end
  for _, field in ipairs({ 'mostCommon', CONDITIONS[most], 'leastCommon', CONDITIONS[least] }) do
    table.insert(fields, field)
  end
end

local function publishMean(w, name, slug, tally, at)
  local key = w.prefix .. ':average:' .. name
  if tally and tally[at] > 0 then
    setField(w, key, slug, decimal(tally[at + 1] / tally[at], 2))
  else
    server.call('HDEL', key, slug)
  end
end

local function publishMunicipality(w, slug, tally)
  publishMean(w, 'temperature', slug, tally, 3)
  publishMean(w, 'humidity', slug, tally, 7)
  local key = w.prefix .. ':municipality:' .. slug
  if not tally then
    server.call('DEL', key)
    server.call('SREM', w.prefix .. ':municipalities', slug)
    return
  end
  local fields = { 'name', slug, 'readings', integer(tally[2]) }
  addQuantity(fields, tally, 3, 'temperature', true)
  addQuantity(fields, tally, 7, 'humidity', true)
  addExtremeConditions(fields, tally)
  replaceHash(w, key, fields)
  join(w, w.prefix .. ':municipalities', slug)
end

local function publishConditions(w, tally)
  local fields = {}
  for index, name in ipairs(CONDITIONS) do
    if tally and tally[CONDITIONS_AT + index] > 0 then
      table.insert(fields, name)
      table.insert(fields, integer(tally[CONDITIONS_AT + index]))
    end
  end
  replaceHash(w, w.prefix .. ':conditions', fields)
end

-- How many values of the window have failed each check.
local function publishQuality(w, tally)
  local fields = {}
  for index, name in ipairs(tally and CHECKS or {}) do
    table.insert(fields, name)
    table.insert(fields, integer(tally[CHECKS_AT + index]))
  end
  replaceHash(w, w.prefix .. ':quality', fields)
end

-- A station is silent when its newest reading is older than this. Stations report at least every five minutes.
local SILENCE = 10 * MINUTE

-- The stations are those of the whole window, so this comes after all else of a call.
local function publishOverall(w)
  local tally = unpackTally(server.call('HGET', groupKey(w, ALL), 'sum'))
  publishConditions(w, tally)
  publishQuality(w, tally)
  if not tally then
    server.call('DEL', w.prefix .. ':overall')
    return
  end
  local newest = server.call('ZRANGE', w.seen, -1, -1, 'WITHSCORES')
  local silent = server.call('ZCOUNT', w.seen, '-inf', '(' .. integer(w.now - SILENCE))
  local fields = {
    'readings', integer(tally[2]), 'stations', integer(server.call('ZCARD', w.seen)), 'silent', integer(silent),
    'minutes', integer(w.retention / MINUTE),
  }
  if newest[2] then
    table.insert(fields, 'observedAt')
    table.insert(fields, integer(tonumber(newest[2])))
  end
  addQuantity(fields, tally, 3, 'temperature', false)
  addQuantity(fields, tally, 7, 'humidity', false)
  replaceHash(w, w.prefix .. ':overall', fields)
end
