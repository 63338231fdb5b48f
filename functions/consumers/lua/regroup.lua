-- Forgets the minutes that have left. Returns what is left, nil when nothing is.
local function shrinkGroup(w, slug)
  local key = groupKey(w, slug)
  local sum, first = emptyTally(0), nil
  if slug == ALL then w.isAllShrunk, w.all = true, nil end
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
  server.call('ZADD', w.groups, first, slug)
  return sum
end

-- Gathers the quantities of a minute anew: of a municipality from its stations, of all from the municipalities.
local function gather(w, slug, tally)
  for at = 3, CONDITIONS_AT do tally[at] = 0 end
  if slug == ALL then
    for _, name in ipairs(server.call('ZRANGE', w.groups, 0, -1)) do
      local other = name ~= ALL and unpackTally(server.call('HGET', groupKey(w, name), tally[1]))
      if other then
        for at = 3, CONDITIONS_AT, 4 do mergeQuantity(tally, at, unpack(other, at, at + 3)) end
      end
    end
    return
  end
  for _, station in ipairs(server.call('ZRANGEBYSCORE', membersKey(w, slug), tally[1], '+inf')) do
    local record = readRecord(w, slug, station, tally[1])
    for at = FIRST_STEP, record and #record or 0, STEP_SIZE do
      for q = 1, #JUDGED do mergeQuantity(tally, 4 * q - 1, givenBy(record, at, q)) end
    end
  end
end

-- Adds the tallies of some minutes to a group, and returns its sum. Those of all come after those of municipalities.
-- A key that lives on when a minute begins outlives that minute.
local function addToGroup(w, slug, tallies)
  local key = groupKey(w, slug)
  local first = not w.isAdvanced and tonumber(server.call('ZSCORE', w.groups, slug))
  if first and first * MINUTE < w.oldest then shrinkGroup(w, slug) end
  local fields, minutes, isKnown = { 'sum' }, {}, true
  for _, minute in inOrder(tallies) do
    minutes[#minutes + 1], fields[#fields + 1] = minute, minute
  end
  local packed = server.call('HMGET', key, unpack(fields))
  local sum = unpackTally(packed[1]) or emptyTally(0)
  for _, minute in ipairs(minutes) do
    mergeCounts(sum, tallies[minute])
    isKnown = applyChanges(sum, tallies[minute].changes) and isKnown
  end
  local known, fresh = { 'sum', packTally(sum) }, {}
  for index, minute in ipairs(minutes) do
    local tally, there = tallies[minute], unpackTally(packed[index + 1]) or emptyTally(minute)
    mergeCounts(there, tally)
    if not applyChanges(there, tally.changes) then gather(w, slug, there) end
    local to = packed[index + 1] and known or fresh
    to[#to + 1], to[#to + 2] = minute, packTally(there)
  end
  server.call('HSET', key, unpack(known))
  for at = 1, #fresh, 2 do putInOrder(key, fresh[at], fresh[at + 1]) end
  if #fresh > 0 then
    server.call('ZADD', w.groups, 'LT', fresh[1], slug)
    keepAlive(w, key)
    keepAlive(w, w.groups)
  end
  if not isKnown then sum = shrinkGroup(w, slug) end
  if slug == ALL then w.all = sum end
  return sum
end
