-- The keys that people read, made of the sums of the groups.

-- Thousandths as decimal text. A mean is rounded to hundredths.
local function decimal(thousandths)
  local text = string.format('%.2f', thousandths / 1000)
  return text == '-0.00' and '0.00' or text
end

local function exact(thousandths)
  return thousandths == 0 and '0' or string.format('%.14g', thousandths / 1000)
end

-- Fields of a quantity at `at` of a tally; none when it was never measured.
local function addQuantity(fields, tally, at, name, withMean)
  if tally[at] == 0 then return end
  local size = #fields
  if withMean then
    fields[size + 1], fields[size + 2] = name, decimal(tally[at + 1] / tally[at])
    size = size + 2
  end
  fields[size + 1], fields[size + 2] = name .. 'Min', exact(tally[at + 2])
  fields[size + 3], fields[size + 4] = name .. 'Max', exact(tally[at + 3])
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

-- One call changes the means of many municipalities, which are written together.
local function publishMean(w, name, slug, tally, at)
  within(w.means, name)[slug] = tally and tally[at] > 0 and decimal(tally[at + 1] / tally[at]) or false
end

-- Writes the means that a call has gathered, and the names of the municipalities that have them.
local function publishGathered(w)
  for name, means in pairs(w.means) do
    local known, gone = {}, {}
    for slug, mean in pairs(means) do
      if mean then known[#known + 1], known[#known + 2] = slug, mean else gone[#gone + 1] = slug end
    end
    if #gone > 0 then server.call('HDEL', w.prefix .. ':average:' .. name, unpack(gone)) end
    if #known > 0 then setFields(w, w.prefix .. ':average:' .. name, known) end
  end
  local slugs = namesOf(w.slugs)
  if #slugs > 0 then join(w, w.prefix .. ':municipalities', unpack(slugs)) end
end

local function publishMunicipality(w, slug, tally)
  publishMean(w, 'temperature', slug, tally, 3)
  publishMean(w, 'humidity', slug, tally, 7)
  local key = w.prefix .. ':municipality:' .. slug
  if not tally then
    server.call('DEL', key)
    server.call('SREM', w.prefix .. ':municipalities', slug)
    w.slugs[slug] = nil
    return
  end
  local fields = { 'name', slug, 'readings', tally[2] }
  addQuantity(fields, tally, 3, 'temperature', true)
  addQuantity(fields, tally, 7, 'humidity', true)
  addExtremeConditions(fields, tally)
  replaceHash(w, key, fields)
  w.slugs[slug] = true
end

local function publishConditions(w, tally)
  local fields = {}
  for index, name in ipairs(CONDITIONS) do
    if tally and tally[CONDITIONS_AT + index] > 0 then
      fields[#fields + 1] = name
      fields[#fields + 1] = tally[CONDITIONS_AT + index]
    end
  end
  replaceHash(w, w.prefix .. ':conditions', fields)
end

-- How many values of the window have failed each check.
local function publishQuality(w, tally)
  local fields = {}
  for index, name in ipairs(tally and CHECKS or {}) do
    fields[#fields + 1] = name
    fields[#fields + 1] = tally[CHECKS_AT + index]
  end
  replaceHash(w, w.prefix .. ':quality', fields)
end

-- A station is silent when its newest reading is older than this. Stations report at least every five minutes.
local SILENCE = 10 * MINUTE

-- The stations are those of the whole window, so this comes after all else of a call.
local function publishOverall(w)
  local tally = w.all or unpackTally(server.call('HGET', groupKey(w, ALL), 'sum'))
  if w.all or w.isAllShrunk or not tally then
    publishConditions(w, tally)
    publishQuality(w, tally)
  end
  if not tally then
    server.call('DEL', w.prefix .. ':overall')
    return
  end
  local newest = server.call('ZRANGE', w.seen, -1, -1, 'WITHSCORES')
  local silent = server.call('ZCOUNT', w.seen, '-inf', '(' .. integer(w.now - SILENCE))
  local fields = {
    'readings', tally[2], 'stations', server.call('ZCARD', w.seen), 'silent', silent,
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
