local mark

do -- a function has room for 200 locals, and the library is one: what only this file needs stays in it
  -- Adds a mark to a set that lives that long; false when it is there already.
  local function addMark(w, key, member, life)
    if server.call('SADD', key, member) == 0 then return false end
    if not w.marked[key] then server.call('PEXPIRE', key, life) end
    w.marked[key] = true
    return true
  end

  -- Where the marks of a minute of ids are, and how long they live; nothing for that of strays.
  local function marksOf(w, minute)
    local own = tonumber(minute)
    if not own or own <= 0 then return {} end
    local length = w.retention + w.lead
    local life = (own + 1) * MINUTE + length - w.now
    if life <= 0 or life > 2 * length then return {} end
    return { key = w.prefix .. ':marks:' .. minute .. ':', life = life }
  end

  -- Marks tell whether a reading is known. A mark is a 64-bit integer made of the reading's id; sets of integers cost
  -- 8 bytes a member. An id that carries the reading's own time is looked for in the minute of that time.
  -- A stray is an id that carries another time ('~' before its minute) or none ('0'): its reading was given the time of
  -- receipt, and may come again with another one. It is looked for in this period and the one before; and in the minute
  -- of its own time too, in case that was, or becomes, a time that can be right.
  function mark(w, minute, shard, member)
    local own = w.marks[minute]
    if not own then
      own = marksOf(w, minute)
      w.marks[minute] = own
    end
    if own.life then return addMark(w, own.key .. shard, member, own.life) end
    local fresh, stray = true, string.match(minute, '^~(.+)')
    own = stray and marksOf(w, stray) or own
    if own.life then fresh = addMark(w, own.key .. shard, member, own.life) end
    local length = w.retention + w.lead
    local period = math.floor(w.now / length)
    local before = w.prefix .. ':marks:u' .. integer(period - 1) .. ':' .. shard
    local current = w.prefix .. ':marks:u' .. integer(period) .. ':' .. shard
    if server.call('SISMEMBER', before, member) == 1 then return false end
    return addMark(w, current, member, (period + 2) * length - w.now) and fresh
  end
end
