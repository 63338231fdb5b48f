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
