#!lua name=@LIBRARY@

-- Dead letters, each kept once. Under the prefix:
--   :dead           STREAM  an entry a letter, in the order of arrival
--   :dead:index     HASH    id of a letter -> its entry
--   :dead:events    HASH    id of a letter -> the event, byte for byte
--   :dead:ended     ZSET    ids of letters that were replayed or deleted lately, by the time of it
--   :dead:counts    HASH    what became of letters since the beginning, and the bytes of the events
--   :dead:replay:*  HASH    a replay in the background
-- Time comes in with the call, in milliseconds.

-- For so long, and for so many letters, a delivery that comes after the end of its letter is known.
local ENDED_MS = 86400000
local ENDED_MAX = 100000

-- How many letters one call lets go of at most.
local CHORES = 100

local function keysOf(keys)
  local dead = keys[1] .. ':dead'
  return {
    prefix = keys[1], dead = dead, index = dead .. ':index', events = dead .. ':events',
    ended = dead .. ':ended', counts = dead .. ':counts', lease = dead .. ':lease',
  }
end

local function integer(n)
  return string.format('%.0f', n)
end

local function count(k, name, by)
  server.call('HINCRBY', k.counts, name, by)
end

local function remove(k, id, entry, how)
  count(k, 'bytes', -server.call('HSTRLEN', k.events, id))
  count(k, how, 1)
  server.call('XDEL', k.dead, entry)
  server.call('HDEL', k.index, id)
  server.call('HDEL', k.events, id)
end

-- Lets go of the oldest letters while they are too old, too many or too large together. The newest one stays.
local function trim(k, now, limits)
  for _ = 1, CHORES do
    local first = server.call('XRANGE', k.dead, '-', '+', 'COUNT', 1)[1]
    if not first then return end
    local length = server.call('XLEN', k.dead)
    local bytes = tonumber(server.call('HGET', k.counts, 'bytes')) or 0
    local isOld = tonumber(string.match(first[1], '^%d+')) < now - limits.age
    local isMuch = length > limits.count or (bytes > limits.bytes and length > 1)
    if not isOld and not isMuch then return end
    remove(k, first[2][2], first[1], isOld and 'expired' or 'displaced')
  end
end

local function limitsOf(args)
  return { count = tonumber(args[2]), age = tonumber(args[3]), bytes = tonumber(args[4]) }
end

-- ARGV: now, limits (letters, ms, bytes), id, event, then the fields of the entry, the first of which is id.
-- Returns 1, or 0 for a letter that is here already or was lately ended.
local function keep(keys, args)
  local k, now, id = keysOf(keys), tonumber(args[1]), args[5]
  local isOwn = string.sub(id, 1, 1) == 'e' -- what has no id of its own may be another one with the same content
  local known = server.call('HGET', k.index, id)
  local isHere = known and #server.call('XRANGE', k.dead, known, known) > 0
  if isHere or (isOwn and server.call('ZSCORE', k.ended, id)) then
    count(k, 'repeated', 1)
    return 0
  end
  local last = server.call('XREVRANGE', k.dead, '+', '-', 'COUNT', 1)[1]
  local time = math.max(now, last and tonumber(string.match(last[1], '^%d+')) or 0)
  local entry = server.call('XADD', k.dead, integer(time) .. '-*', unpack(args, 7))
  server.call('HSET', k.index, id, entry)
  server.call('HSET', k.events, id, args[6])
  count(k, 'kept', 1)
  count(k, 'bytes', #args[6])
  trim(k, now, limitsOf(args))
  return 1
end

-- ARGV: now, limits.
local function tidy(keys, args)
  trim(keysOf(keys), tonumber(args[1]), limitsOf(args))
  return 1
end

-- Moves a replay on: past an entry, with what was replayed and what was passed over.
local function advance(k, replay, now, entry, replayed, readings, skipped)
  local key = k.dead .. ':replay:' .. replay
  if server.call('EXISTS', key) == 0 then return end
  server.call('HSET', key, 'cursor', entry, 'updatedAt', integer(now), 'trouble', '')
  for name, by in pairs({ replayed = replayed, readings = readings, skipped = skipped }) do
    if by > 0 then server.call('HINCRBY', key, name, by) end
  end
end

-- ARGV: now, id, entry, how ('replayed' or 'deleted'), replay or '', readings, broker, then pairs of reason and JSON of
-- readings that were refused. Returns 1, or 0 for a letter that had ended before.
local function finish(keys, args)
  local k, now, id, entry, how = keysOf(keys), tonumber(args[1]), args[2], args[3], args[4]
  local isHere = server.call('HGET', k.index, id) == entry
  if args[5] ~= '' then
    advance(k, args[5], now, entry, isHere and 1 or 0, isHere and tonumber(args[6]) or 0, 0)
  end
  if not isHere then return 0 end
  remove(k, id, entry, how)
  server.call('ZADD', k.ended, integer(now), id)
  server.call('ZREMRANGEBYSCORE', k.ended, '-inf', '(' .. integer(now - ENDED_MS))
  server.call('ZREMRANGEBYRANK', k.ended, 0, -ENDED_MAX - 1)
  for at = 8, #args, 2 do
    local fields = { 'broker', args[7], 'reason', args[at], 'reading', args[at + 1] }
    server.call('XADD', k.prefix .. ':refused', 'MAXLEN', '1000', '*', unpack(fields))
    server.call('HINCRBY', k.prefix .. ':deliveries', 'refused', 1)
  end
  return 1
end

-- ARGV: now, replay, entry of the letter that is passed over.
local function pass(keys, args)
  advance(keysOf(keys), args[2], tonumber(args[1]), args[3], 0, 0, 1)
  return 1
end

-- One worker at a time: takes the lease, or holds it on. ARGV: token, ms. Returns 1, or 0 when another has it.
local function lease(keys, args)
  local key = keysOf(keys).lease
  local holder = server.call('GET', key)
  if holder and holder ~= args[1] then return 0 end
  server.call('SET', key, args[1], 'PX', args[2])
  return 1
end

-- ARGV: token.
local function release(keys, args)
  local key = keysOf(keys).lease
  if server.call('GET', key) == args[1] then server.call('DEL', key) end
  return 1
end

server.register_function('@LIBRARY@_keep', keep)
server.register_function('@LIBRARY@_lease', lease)
-- What frees memory, and what goes with it, must work when there is none left.
local function registerFreeing(name, callback)
  server.register_function({ function_name = '@LIBRARY@_' .. name, callback = callback, flags = { 'allow-oom' } })
end

registerFreeing('tidy', tidy)
registerFreeing('finish', finish)
registerFreeing('pass', pass)
registerFreeing('release', release)
