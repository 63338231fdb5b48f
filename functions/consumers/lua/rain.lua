-- Rain from the counters that stations keep. For each station a sorted set with an entry for each step that has reports
-- of one: step, then time, rank of the counter and thousandths of a millimetre, of its first and of its last report.
-- What fell in a step is what its reports have more than those before them; lib/domain/rain.ts has the rule. So a report
-- that comes between changes its own step and the next one. The last report that has left the window stays for as long
-- as the next one can be compared with it.
local addCounters, noteCounter, advanceCounters

do -- what only this file needs stays in it, as in marks.lua
  local FIRST, LAST = 2, 5
  local RANK = LIMITS.rainCounters

  local function countersKey(w, station)
    return w.prefix .. ':window:counters:' .. station
  end

  local function entryBy(command, key, from, to)
    local found = server.call(command, key, from, to, 'LIMIT', 0, 1)[1]
    return found and { cmsgpack.unpack(found) }, found
  end

  -- Of two reports of one time that of the counter that is set back less often counts, then the higher one.
  local function outranks(rank, amount, entry, at)
    if rank ~= entry[at + 1] then return rank < entry[at + 1] end
    return amount > entry[at + 2]
  end

  local function putReport(entry, at, time, rank, amount)
    entry[at], entry[at + 1], entry[at + 2] = time, rank, amount
  end

  -- Returns whether the report is the first or the last one of the entry now.
  local function addReport(entry, time, rank, amount)
    local isFirst = time < entry[FIRST] or (time == entry[FIRST] and outranks(rank, amount, entry, FIRST))
    local isLast = time > entry[LAST] or (time == entry[LAST] and outranks(rank, amount, entry, LAST))
    if isFirst then putReport(entry, FIRST, time, rank, amount) end
    if isLast then putReport(entry, LAST, time, rank, amount) end
    return isFirst or isLast
  end

  -- What fell between two reports; nil when they cannot be compared.
  local function fellBetween(w, earlier, at, later, to)
    if earlier[at + 1] ~= later[to + 1] or later[to] - earlier[at] > w.retention then return nil end
    local more = later[to + 2] - earlier[at + 2]
    return more >= 0 and more or later[to + 2]
  end

  -- What fell in the step of an entry; nil when there is nothing to compare with.
  local function fellIn(w, before, entry)
    if not entry then return nil end
    local since = before and fellBetween(w, before, LAST, entry, FIRST)
    local inside = entry[FIRST] < entry[LAST] and fellBetween(w, entry, FIRST, entry, LAST) or nil
    if since or inside then return (since or 0) + (inside or 0) end
  end

  local function passRain(steps, step, was, is)
    if was == is then return end
    local sums = stepOfTime(steps, step)
    addMeasured(sums, RAIN, (is and 1 or 0) - (was and 1 or 0), (is or 0) - (was or 0))
  end

  -- An entry is forgotten when another one has left behind it, or when no report can be compared with it any more.
  local function planCounters(w, station)
    local key, second = countersKey(w, station), nil
    local first = server.call('ZRANGE', key, 0, 1, 'WITHSCORES')
    if #first > 2 then second = tonumber(first[4]) * STEP end
    if #first == 0 then return server.call('ZREM', w.counters, station) end
    server.call('ZADD', w.counters, integer(second or tonumber(first[2]) * STEP + w.retention + STEP), station)
    for _, used in ipairs({ key, w.counters }) do
      server.call('PEXPIRE', used, 2 * w.retention + w.lead + MINUTE)
    end
  end

  -- Adds the reports of a call, as an entry for each step, and passes on what fell.
  function addCounters(w, steps, station, fresh)
    local key = countersKey(w, station)
    for _, step in inOrder(fresh) do
      local entry, name = fresh[step], integer(step)
      local there, packed = entryBy('ZRANGEBYSCORE', key, name, name)
      local isNews = not there
      if there then
        local merged = { unpack(there) }
        for _, at in ipairs({ FIRST, LAST }) do isNews = addReport(merged, unpack(entry, at, at + 2)) or isNews end
        entry = merged
      end
      if isNews then
        local before = entryBy('ZREVRANGEBYSCORE', key, '(' .. name, '-inf')
        local after = entryBy('ZRANGEBYSCORE', key, '(' .. name, '+inf')
        passRain(steps, step, fellIn(w, before, there), fellIn(w, before, entry))
        if after then passRain(steps, after[1], fellIn(w, there or before, after), fellIn(w, entry, after)) end
        if packed then server.call('ZREM', key, packed) end
        server.call('ZADD', key, name, cmsgpack.pack(unpack(entry)))
      end
    end
    planCounters(w, station)
  end

  -- Notes a report of a call for its step.
  function noteCounter(counters, reading)
    local rank = RANK[reading.rainCounterOf]
    if not rank or reading.said[RAIN] then return end -- what says itself what fell is believed
    local amount = math.floor(tonumber(reading.rainCounter) * 1000 + 0.5)
    local step, reports = math.floor(reading.time / STEP), within(counters, reading.station)
    if not reports[step] then reports[step] = { step, reading.time, rank, amount, reading.time, rank, amount }
    else addReport(reports[step], reading.time, rank, amount) end
  end

  -- Forgets entries that have left. Returns how many stations it looked after.
  function advanceCounters(w)
    local stations = server.call('ZRANGEBYSCORE', w.counters, '-inf', '(' .. integer(w.oldest), 'LIMIT', 0, CHORES)
    for _, station in ipairs(stations) do
      local key = countersKey(w, station)
      local gone = server.call('ZCOUNT', key, '-inf', '(' .. integer(w.oldest / STEP))
      local last = gone > 0 and tonumber(server.call('ZRANGE', key, gone - 1, gone - 1, 'WITHSCORES')[2])
      if last and (last + 1) * STEP >= w.oldest - w.retention then gone = gone - 1 end
      if gone > 0 then server.call('ZREMRANGEBYRANK', key, 0, gone - 1) end
      planCounters(w, station)
    end
    return #stations
  end
end
