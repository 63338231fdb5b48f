-- Reads what is needed of a station's past, and judges it again.

local function readAll(key)
  local records = {}
  for name, packed in pairs(pairsOf(server.call('HGETALL', key))) do
    table.insert(records, unpackRecord(tonumber(name), packed))
  end
  return records
end

local function readPacked(key, first, last)
  local names = {}
  for minute = first, last do names[#names + 1] = minute end
  return server.call('HMGET', key, unpack(names))
end

local function readSpan(key, first, last)
  local records = {}
  for index, packed in ipairs(readPacked(key, first, last)) do
    if packed then records[#records + 1] = unpackRecord(first + index - 1, packed) end
  end
  return records
end

-- The records of a station up to a minute: that one's, and of those before it no more than it is judged by, in order.
-- Most stations report every minute.
local function readPast(key, minute)
  local found, wanting = {}, {}
  for q = 1, #JUDGED do wanting[q] = LIMITS.most end

  -- Returns whether there are enough.
  local function take(first, last)
    local packed = readPacked(key, first, last)
    for index = #packed, 1, -1 do
      if packed[index] then
        local record, isEnough = unpackRecord(first + index - 1, packed[index]), true
        found[#found + 1] = record
        for q = 1, record.minute < minute and #JUDGED or 0 do
          if hasMeasured(record, q) then wanting[q] = wanting[q] - 1 end
          isEnough = isEnough and wanting[q] <= 0
        end
        if isEnough and record.minute < minute then return true end
      end
    end
  end

  local first = minute - LIMITS.most
  if not take(first, minute) and server.call('HLEN', key) > #found then take(minute - LIMITS.lookBack, first - 1) end
  local records, size = {}, #found
  for at = 1, size do records[at] = found[size + 1 - at] end
  return records
end

-- So many minutes a station's past is left to itself, and lives on for as much longer. Not all stations begin a period at
-- the same time: their names tell by how much each is ahead.
local PERIOD = 16

local function periodOf(station, minute)
  local ahead = string.byte(station, -1) % PERIOD
  local period = math.floor((minute + ahead) / PERIOD)
  return period, (period + 1) * PERIOD - ahead
end

-- A newest minute of which only that is known that it comes before.
local BEFORE = -1

local function historyLife(w)
  return w.retention + w.lead + (LIMITS.lookBack + PERIOD + 1) * MINUTE
end

-- A station's first reading of a minute. In a new period what has left is forgotten, and its past lives on. `newest` is
-- the station's newest minute before.
local function beginMinute(w, slug, station, minute, newest)
  if newest and newest >= minute then return end
  within(w.members, slug)[station] = minute
  local period, ending = periodOf(station, minute)
  if newest and periodOf(station, newest) == period then return end
  local key, gone = historyKey(w, slug, station), {}
  for _, name in ipairs(newest and server.call('HKEYS', key) or {}) do
    if tonumber(name) < w.oldest / MINUTE - LIMITS.lookBack then gone[#gone + 1] = name end
  end
  if #gone > 0 then server.call('HDEL', key, unpack(gone)) end
  server.call('PEXPIRE', key, historyLife(w))
  w.pasts[slug .. ' ' .. station] = ending
  w.lasting[slug] = true
end

-- Tells the stations of a municipality that have begun a minute.
local function keepMembers(w, slug)
  local key = membersKey(w, slug)
  addToIndex(key, w.members[slug] or {}, 'GT')
  if w.lasting[slug] then server.call('PEXPIRE', key, historyLife(w)) end
end

-- Tells of each station that has begun a period when its past is to be forgotten.
local function keepPasts(w)
  if addToIndex(w.histories, w.pasts, 'GT') > 0 then server.call('PEXPIRE', w.histories, historyLife(w)) end
end

local function byMinute(one, other) return one.minute < other.minute end

-- Takes down how the records from a minute on are before something is done to them.
local function remember(records, from)
  local known = {}
  for _, record in ipairs(records) do
    if record.minute >= from then known[record.minute] = { unpack(record) } end
  end
  return known
end

local function mergeFresh(records, fresh)
  local there = {}
  for _, record in ipairs(records) do there[record.minute] = record end
  for minute, record in pairs(fresh) do
    if not there[minute] then
      there[minute] = emptyRecord(minute)
      table.insert(records, there[minute])
    end
    mergeRecord(there[minute], record)
  end
  table.sort(records, byMinute)
end

local function keepChanged(w, changed, slug, station, records, known, fresh, newest)
  for _, record in ipairs(records) do
    local minute = record.minute
    local before = known[minute]
    if fresh[minute] or (before and not saySame(record, before)) then
      keepRecord(w, changed, slug, station, record, before)
      if not before then
        beginMinute(w, slug, station, minute, newest)
        newest = greatest(newest, minute)
      end
    end
  end
end

-- Whether fresh values cannot change what a record says of its values: none is the first of its kind, and no run ends.
local function isMoreOfTheSame(record, fresh)
  for q = 1, #JUDGED do
    if hasMeasured(fresh, q) then
      if not hasMeasured(record, q) then return false end
      if record[STILL + 6 * q] > 0 then
        local _, _, low, high = summaryOf(fresh, q)
        local _, _, value = summaryOf(record, q)
        if low ~= value or high ~= value then return false end
      end
    end
  end
  return true
end

-- Adds a fresh record to a station's newest minute. Returns false when more must be judged.
local function addToNewest(w, changed, slug, station, minute, fresh)
  local key = historyKey(w, slug, station)
  local record = unpackRecord(minute, server.call('HGET', key, minute))
  if isMoreOfTheSame(record, fresh) then
    local before = { unpack(record) }
    mergeRecord(record, fresh)
    keepRecord(w, changed, slug, station, record, before, fresh)
    return true
  end
  local records, all = readPast(key, minute), { [minute] = fresh }
  local known = remember(records, minute)
  mergeFresh(records, all)
  if walk(records, minute) then return false end
  keepChanged(w, changed, slug, station, records, known, all, minute)
  return true
end

-- Begins a station's newest minute with a fresh record. Returns false when more must be judged.
local function beginNewest(w, changed, slug, station, minute, fresh, newest)
  local records = newest and readPast(historyKey(w, slug, station), minute) or {}
  local last = records[#records]
  records[#records + 1] = fresh
  if walk(records, minute) then return false end
  keepRecord(w, changed, slug, station, fresh)
  beginMinute(w, slug, station, minute, last and last.minute)
  return true
end

-- Adds fresh records of a station, by minute, and judges what they bear on; `newest` is the newest minute before, BEFORE
-- when all that there are come before the fresh ones.
local function addToHistory(w, changed, slug, station, fresh, newest)
  local key, first, last = historyKey(w, slug, station), nil, nil
  for minute in pairs(fresh) do first, last = least(first, minute), greatest(last, minute) end
  local records
  if station == UNJUDGED then
    records = readSpan(key, first, last)
  else
    local isDone = false
    if first == last and newest == first then
      isDone = addToNewest(w, changed, slug, station, first, fresh[first])
    elseif first == last and (not newest or newest < first) then
      isDone = beginNewest(w, changed, slug, station, first, fresh[first], newest)
    end
    if isDone then return end
    records = readAll(key)
  end
  local known = remember(records, -math.huge)
  mergeFresh(records, fresh)
  if station ~= UNJUDGED then
    walk(records, first)
    findStuck(records)
  end
  keepChanged(w, changed, slug, station, records, known, fresh, newest)
end

-- Takes down what the neighbours say of a minute of a station. Minutes of which they say nothing follow suit.
local function hearNeighbours(w, changed, slug, station, record, own)
  local minute, first, follow, records = record.minute, record.minute, false, { record }
  for q = 1, #JUDGED do
    follow = follow or own[q] ~= record[NEAR + 6 * q]
    if own[q] == UNKNOWN and record[OWN + 6 * q] ~= UNKNOWN then first = minute - LIMITS.lookBack end
  end
  if follow or first < minute then
    local newest = tonumber(server.call('ZSCORE', membersKey(w, slug), station))
    if newest > first then records = readSpan(historyKey(w, slug, station), first, newest) end
  end
  local known = remember(records, minute)
  for q = 1, #JUDGED do
    local last
    for _, one in ipairs(records) do
      if one.minute == minute then one[OWN + 6 * q] = own[q] end
      if hasMeasured(one, q) then
        local isNear = last and one.minute - last.minute <= LIMITS.lookBack
        if one.minute < minute then last = one
        else
          if one[OWN + 6 * q] ~= UNKNOWN then one[NEAR + 6 * q] = one[OWN + 6 * q]
          elseif last or first < minute then one[NEAR + 6 * q] = isNear and last[NEAR + 6 * q] or UNKNOWN end
          last = one
        end
      end
    end
  end
  keepChanged(w, changed, slug, station, records, known, {})
end
