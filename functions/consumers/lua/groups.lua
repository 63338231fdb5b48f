-- What the window says about a group of readings: those of a municipality, or all of them ('*', no slug).
-- A group is one hash: 'sum' for the window, and a field for each of its minutes that has readings.
-- A field is packed: minute, readings, then for temperature and humidity how many, sum, least and greatest (in
-- thousandths), then how many of each condition.
local ALL = '*'
local CONDITIONS = { 'cloudy', 'foggy', 'rainy', 'snowy', 'stormy', 'sunny', 'unknown', 'windy' }
local CONDITION = {}
for index = 1, #CONDITIONS do CONDITION[CONDITIONS[index]] = index end

local function emptyTally(minute)
  local tally = { minute, 0, 0, 0, 0, 0, 0, 0, 0, 0 }
  for index = 1, #CONDITIONS do tally[10 + index] = 0 end
  return tally
end

-- Adds a measured quantity at `at`: how many, sum, least, greatest.
local function mergeQuantity(tally, at, count, sum, least, greatest)
  if count == 0 then return end
  if tally[at] == 0 or least < tally[at + 2] then tally[at + 2] = least end
  if tally[at] == 0 or greatest > tally[at + 3] then tally[at + 3] = greatest end
  tally[at] = tally[at] + count
  tally[at + 1] = tally[at + 1] + sum
end

local function mergeTally(tally, other)
  tally[2] = tally[2] + other[2]
  mergeQuantity(tally, 3, other[3], other[4], other[5], other[6])
  mergeQuantity(tally, 7, other[7], other[8], other[9], other[10])
  for index = 11, 10 + #CONDITIONS do tally[index] = tally[index] + other[index] end
end

local function addReading(tally, reading)
  local temperature, humidity = reading.measured.temperature, reading.measured.humidity
  tally[2] = tally[2] + 1
  if temperature then mergeQuantity(tally, 3, 1, temperature, temperature, temperature) end
  if humidity then mergeQuantity(tally, 7, 1, humidity, humidity, humidity) end
  if reading.condition then
    local index = 10 + CONDITION[reading.condition]
    tally[index] = tally[index] + 1
  end
end

local function packTally(tally)
  return cmsgpack.pack(unpack(tally))
end

local function unpackTally(packed)
  if not packed then return nil end
  return { cmsgpack.unpack(packed) }
end

local function groupKey(w, slug)
  return w.prefix .. ':window:group:' .. slug
end

-- Forgets the minutes that have left. Returns what is left, nil when nothing is.
local function shrinkGroup(w, slug)
  local key = groupKey(w, slug)
  local sum, first = emptyTally(0), nil
  for name, packed in pairs(pairsOf(server.call('HGETALL', key))) do
    local tally = name ~= 'sum' and unpackTally(packed)
    if tally and tally[1] * MINUTE < w.oldest then
      server.call('HDEL', key, name)
    elseif tally then
      mergeTally(sum, tally)
      first = math.min(first or tally[1], tally[1])
    end
  end
  if not first then
    server.call('DEL', key)
    server.call('ZREM', w.groups, slug)
    return nil
  end
  server.call('HSET', key, 'sum', packTally(sum))
  server.call('ZADD', w.groups, integer(first), slug)
  return sum
end

-- Adds the tallies of some minutes to a group, and returns its sum.
local function addToGroup(w, slug, tallies)
  local key = groupKey(w, slug)
  local first = tonumber(server.call('ZSCORE', w.groups, slug))
  if first and first * MINUTE < w.oldest then shrinkGroup(w, slug) end
  local sum = unpackTally(server.call('HGET', key, 'sum')) or emptyTally(0)
  for _, tally in pairs(tallies) do mergeTally(sum, tally) end
  server.call('HSET', key, 'sum', packTally(sum))
  for _, minute in inOrder(tallies) do
    local tally = tallies[minute]
    local there = unpackTally(server.call('HGET', key, integer(minute)))
    if there then mergeTally(tally, there) end
    putInOrder(key, minute, packTally(tally))
    server.call('ZADD', w.groups, 'LT', integer(minute), slug)
  end
  keepAlive(w, key)
  keepAlive(w, w.groups)
  return sum
end
