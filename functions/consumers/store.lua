#!lua name=@LIBRARY@

-- The one law: the store is a function of the set of readings. Whatever the order, the batches, the way or the number
-- of deliveries, the same readings leave the same bytes. So nothing here depends on what came first:
--   * a newer reading wins by its own time, then by its id;
--   * a collection is kept in the order of its content, not of its arrival;
--   * what counts deliveries and not readings lives apart, in :deliveries.
-- Time comes in with the call.

local MINUTE = 60000

local function integer(n)
  return string.format('%.0f', n)
end

-- Adds a mark to a set that lives that long; false when it is there already.
local function addMark(key, member, life)
  if server.call('SADD', key, member) == 0 then return false end
  server.call('PEXPIRE', key, integer(life))
  return true
end

-- Marks tell whether a reading is known. A mark is a 64-bit integer made of the reading's id; sets of integers cost
-- 8 bytes a member. An id that carries the reading's own time is looked for in the minute of that time.
-- A stray is an id that carries another time ('~' before its minute) or none ('0'): its reading was given the time of
-- receipt, and may come again with another one. It is looked for in this period and the one before; and in the minute
-- of its own time too, in case that was, or becomes, a time that can be right.
local function mark(w, minute, shard, member)
  local strays = string.sub(minute, 1, 1) == '~'
  local own = tonumber(strays and string.sub(minute, 2) or minute)
  local length = w.retention + w.lead
  local life = (own + 1) * MINUTE + length - w.now
  local fresh = true
  if own > 0 and life > 0 and life <= 2 * length then
    fresh = addMark(w.prefix .. ':marks:' .. integer(own) .. ':' .. shard, member, life)
    if not strays then return fresh end
  end
  local period = math.floor(w.now / length)
  local before = w.prefix .. ':marks:u' .. integer(period - 1) .. ':' .. shard
  local current = w.prefix .. ':marks:u' .. integer(period) .. ':' .. shard
  if server.call('SISMEMBER', before, member) == 1 then return false end
  return addMark(current, member, (period + 2) * length - w.now) and fresh
end

-- Small sets lie in memory in the order of arrival: laid anew in the order of content when a member joins.
local function join(key, member)
  if server.call('SADD', key, member) == 0 then return end
  if server.call('SCARD', key) > 128 then return end
  local members = server.call('SMEMBERS', key)
  table.sort(members)
  server.call('DEL', key)
  server.call('SADD', key, unpack(members))
end

local function isNewer(time, id, received, known)
  if not known[1] then return true end
  local knownTime = tonumber(known[1])
  if time ~= knownTime then return time > knownTime end
  if id ~= known[2] then return id > known[2] end
  return received < tonumber(known[3]) -- the same reading, sent again: what was received first stays
end

local function keepLatest(w, reading)
  local key = w.prefix .. ':latest:' .. reading.station
  local known = server.call('HMGET', key, 'observedAt', 'id', 'receivedAt')
  if not isNewer(reading.time, reading.id, reading.received, known) then return end
  server.call('DEL', key)
  server.call('HSET', key, unpack(reading.fields))
  server.call('PEXPIRE', key, integer(reading.time + w.retention + MINUTE - w.now))
end

-- The list holds the newest entries in the order of their text, which begins with time and id. What is newer than the
-- oldest of the fresh ones is lifted from the end, and laid back together with them.
local function keepNewest(w, fresh)
  local key = w.prefix
  table.sort(fresh)
  if server.call('LLEN', key) >= w.limit and fresh[#fresh] < server.call('LINDEX', key, 0) then return end
  local lifted = {}
  while true do
    local last = server.call('RPOP', key, 64)
    if not last then break end
    for _, entry in ipairs(last) do table.insert(lifted, entry) end
    if last[#last] < fresh[1] then break end
  end
  for _, entry in ipairs(fresh) do table.insert(lifted, entry) end
  table.sort(lifted)
  local over = math.max(#lifted - w.limit, 0)
  local room = w.limit - (#lifted - over)
  local kept = server.call('LLEN', key)
  if kept > room then server.call('LTRIM', key, kept - room, -1) end
  for first = over + 1, #lifted, 500 do
    server.call('RPUSH', key, unpack(lifted, first, math.min(first + 499, #lifted)))
  end
end

-- What the window has left behind.
local function advance(w)
  local gone = server.call('ZRANGEBYSCORE', w.seen, '-inf', '(' .. integer(w.oldest), 'LIMIT', 0, 1000)
  for _, station in ipairs(gone) do
    server.call('ZREM', w.seen, station)
    server.call('SREM', w.prefix .. ':stations', station)
    server.call('DEL', w.prefix .. ':latest:' .. station)
  end
  while true do
    local first = server.call('LINDEX', w.prefix, 0)
    if not first or first >= w.horizon then break end
    server.call('LPOP', w.prefix)
  end
  -- Should no call come any more, everything goes with its newest reading.
  local newest = server.call('ZRANGE', w.seen, -1, -1, 'WITHSCORES')[2]
  if not newest then return end
  for _, key in ipairs({ w.prefix, w.seen, w.prefix .. ':stations' }) do
    server.call('PEXPIRE', key, integer(tonumber(newest) + w.retention + MINUTE - w.now))
  end
end

local function add(w, counter, n)
  if n > 0 then server.call('HINCRBY', w.prefix .. ':deliveries', counter, n) end
end

-- What cannot be a reading is kept with its reason, once.
local function refuse(w, shard, member, reason, json)
  if not mark(w, '0', shard, member) then return 0 end
  server.call('XADD', w.prefix .. ':refused', 'MAXLEN', '1000', '*', 'broker', w.broker, 'reason', reason, 'reading', json)
  return 1
end

-- KEYS: the prefix.
-- ARGV: now, retention, lead (ms), limit of the list, text before which the list's entries have left the window,
--       broker, number of readings, number of refused;
--       a reading: minute of its id's time, shard, mark, station, time, id, received, list entry, number of fields, fields and values;
--       a refused: shard, mark, reason, JSON.
-- Returns: stored, duplicates, late, refused.
local function store(keys, args)
  local w = {
    prefix = keys[1], now = tonumber(args[1]), retention = tonumber(args[2]), lead = tonumber(args[3]),
    limit = tonumber(args[4]), horizon = args[5], broker = args[6],
  }
  w.oldest = math.floor(w.now / MINUTE) * MINUTE - w.retention -- the window moves in whole minutes
  w.seen = w.prefix .. ':window:stations'
  local readings, refusals = tonumber(args[7]), tonumber(args[8])
  local stored, duplicates, late, refused = 0, 0, 0, 0
  local fresh = {}
  local at = 8

  for _ = 1, readings do
    local count = tonumber(args[at + 9])
    local reading = {
      station = args[at + 4], time = tonumber(args[at + 5]), id = args[at + 6], received = tonumber(args[at + 7]),
      fields = { unpack(args, at + 10, at + 9 + count) },
    }
    if reading.time > w.now + w.lead then
      refused = refused + refuse(w, args[at + 2], args[at + 3], 'observedAt is in the future', args[at + 8])
    elseif reading.time < w.oldest then
      late = late + 1
    else
      if mark(w, args[at + 1], args[at + 2], args[at + 3]) then
        stored = stored + 1
        table.insert(fresh, args[at + 8])
        join(w.prefix .. ':stations', reading.station)
      else
        duplicates = duplicates + 1
      end
      server.call('ZADD', w.seen, 'GT', integer(reading.time), reading.station)
      keepLatest(w, reading)
    end
    at = at + 9 + count
  end

  for _ = 1, refusals do
    refused = refused + refuse(w, args[at + 1], args[at + 2], args[at + 3], args[at + 4])
    at = at + 4
  end

  if #fresh > 0 then keepNewest(w, fresh) end
  advance(w)
  if stored > 0 then server.call('HINCRBY', w.prefix .. ':totals', 'stored', stored) end
  add(w, w.broker, readings)
  add(w, 'duplicates', duplicates)
  add(w, 'late', late)
  add(w, 'refused', refused)
  return { stored, duplicates, late, refused }
end

server.register_function('@LIBRARY@_store', store)
