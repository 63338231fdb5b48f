-- The series themselves: streams with one entry a step. An entry is made of the whole of its step, so it is written when the
-- step is over, and it goes when the step has left the window. A stream takes nothing into or between its entries, so what
-- comes later makes it anew: not at once, since that is dear and what is late mostly comes in crowds, but when the next step
-- is over, and a few streams a call. Where nothing arrives (`settles`) nothing is waited for.

-- A step may still gather what is on its way when it is over.
local GRACE = 2000

local addToSeries, keepDue, refreshDue

do -- what only this file needs stays in it, as in marks.lua
  -- A reading may be the last of its step for long: `due` says which steps are to be written and when, `leaving` when the
  -- first entry of a series leaves. So many of either one call looks after, besides the steps that it has brought itself:
  -- what comes late is over already.
  local SERIES_CHORES = 200

  -- How many streams one call makes anew: with a full hour, each takes some milliseconds.
  local RENEWED = 2

  -- When more entries than these have left, for nobody came for long, a stream is made anew.
  local GONE = 60

  local function closesAt(step)
    return (step + 1) * STEP + GRACE
  end

  local function leavesAt(w, step)
    return (math.floor((step * STEP + w.retention) / MINUTE) + 1) * MINUTE
  end

  -- The steps of the window that are over, in order. Forgets those that have left.
  local function survey(w, key)
    local closed = {}
    for name, packed in pairs(pairsOf(server.call('HGETALL', key))) do
      local sums = unpackStep(packed)
      if sums and sums[1] * STEP < w.oldest then
        server.call('HDEL', key, name)
      elseif sums and closesAt(sums[1]) <= w.now then
        table.insert(closed, sums)
      end
    end
    table.sort(closed, function(a, b) return a[1] < b[1] end)
    return closed
  end

  -- Which measurements occur, and the first value of each.
  local function firstKnown(closed)
    local known = {}
    for _, sums in ipairs(closed) do
      for index = 1, #MEASURED do known[index] = known[index] or saidOf(sums, index) end
    end
    return known
  end

  -- The step of an entry; -1 when there is none.
  local function stepOf(entry)
    return entry and tonumber(string.match(entry[1], '^%d+')) / STEP or -1
  end

  -- The values of an entry, by index.
  local function valuesOf(entry)
    local values, fields = {}, entry and entry[2] or {}
    for at = 1, #fields, 2 do
      local index = INDEX[fields[at]]
      if index then values[index] = fields[at + 1] end
    end
    return values
  end

  local function lastOf(stream)
    return server.call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
  end

  -- Whether a step has measured all that is known.
  local function hasAll(sums, known)
    for index in pairs(known) do
      if sums[COUNT + 2 * index] == 0 then return false end
    end
    return true
  end

  -- Whether all that a step has measured is known.
  local function isKnown(known, sums)
    for index = 1, #MEASURED do
      if sums[COUNT + 2 * index] ~= 0 and not known[index] then return false end
    end
    return true
  end

  -- Every entry has the same fields. What a step has not measured is as in the step before; before the first that has
  -- measured it, as in that one. Rain is none where none was told of.
  local function append(stream, known, sums)
    local fields, size = { 'readings', sums[2] }, 2
    for index = 1, #MEASURED do
      if known[index] then
        local said = saidOf(sums, index)
        if said or index ~= RAIN then known[index] = said or known[index] else known[index] = '0' end
        fields[size + 1], fields[size + 2] = MEASURED[index], known[index]
        size = size + 2
      end
    end
    server.call('XADD', stream, integer(sums[1] * STEP) .. '-0', unpack(fields))
  end

  local function streamKey(w, name)
    return name == ALL and w.prefix .. ':readings' or w.prefix .. ':series:' .. name
  end

  -- Notes which step of a series is its first entry.
  local function noteFirst(w, name, step)
    w.leaves[name] = leavesAt(w, step)
  end

  -- Makes the stream of a series anew, of all its steps that are over.
  local function renew(w, name)
    local stream = streamKey(w, name)
    local closed = survey(w, stepsKey(w, name))
    local known = firstKnown(closed)
    server.call('DEL', stream)
    server.call('ZREM', w.stale, name)
    server.call('ZREM', w.leaving, name)
    w.leaves[name] = nil
    if #closed == 0 then return end
    for _, sums in ipairs(closed) do append(stream, known, sums) end
    noteFirst(w, name, closed[1][1])
    keepAlive(w, stream)
  end

  -- Appends a step that is over. It is there already when the stream was made anew meanwhile.
  local function close(w, name, step)
    local stream, key = streamKey(w, name), stepsKey(w, name)
    if step * STEP < w.oldest then return server.call('HDEL', key, step) end
    local entry = lastOf(stream)
    if step <= stepOf(entry) then return end
    local sums, known = unpackStep(server.call('HGET', key, step)), valuesOf(entry)
    if not sums then return end
    if not entry then
      known = firstKnown({ sums })
      noteFirst(w, name, step)
    elseif not isKnown(known, sums) then
      return renew(w, name)
    end
    append(stream, known, sums)
    keepAlive(w, stream)
  end

  -- Takes away the entries that have left. What is the first then must tell by itself what entries before it told.
  local function leave(w, name)
    local stream, key = streamKey(w, name), stepsKey(w, name)
    local gone = server.call('XRANGE', stream, '-', '(' .. integer(w.oldest) .. '-0', 'COUNT', GONE)
    local first = server.call('XRANGE', stream, integer(w.oldest), '+', 'COUNT', 1)[1]
    local sums = first and unpackStep(server.call('HGET', key, stepOf(first)))
    if #gone == GONE or not sums or not hasAll(sums, valuesOf(first)) then return renew(w, name) end
    noteFirst(w, name, stepOf(first))
    if #gone == 0 then return end
    local steps = {}
    for index, entry in ipairs(gone) do steps[index] = stepOf(entry) end
    server.call('HDEL', key, unpack(steps))
    server.call('XTRIM', stream, 'MINID', '=', integer(w.oldest))
  end

  -- Adds to a series. Nothing is done to its stream before a step is over. What is behind the last entry follows it; what
  -- is not makes the stream anew, a little later. Steps behind `newest`, if it is known, are behind the last entry.
  function addToSeries(w, name, steps, newest)
    addToSteps(w, name, steps, newest)
    local last, isLate = nil, false
    for step in pairs(steps) do
      local at = closesAt(step)
      local isBehind = at > w.now or (newest and step > newest)
      if not isBehind then last = last or stepOf(lastOf(streamKey(w, name))) end
      if isBehind or step > last then
        w.dues[integer(step) .. ' ' .. name] = at
      else
        isLate = true
      end
    end
    if not isLate then return end
    local at = w.settles and w.now or closesAt(math.floor((w.now - GRACE) / STEP))
    server.call('ZADD', w.stale, 'NX', integer(at), name)
    keepAlive(w, w.stale)
  end

  -- Notes the steps that will be over.
  function keepDue(w)
    w.brought = keepIndex(w, w.due, w.dues)
  end

  -- Looks after the series that are due. Returns whether some may be left.
  function refreshDue(w)
    local function dueIn(index, limit)
      return server.call('ZRANGEBYSCORE', index, '-inf', w.now, 'LIMIT', 0, limit)
    end
    local stale = dueIn(w.stale, RENEWED)
    for _, name in ipairs(stale) do renew(w, name) end
    local leaving = dueIn(w.leaving, SERIES_CHORES)
    for _, name in ipairs(leaving) do leave(w, name) end
    local limit = SERIES_CHORES + w.brought
    local closing = dueIn(w.due, limit)
    for from = 1, #closing, 500 do
      server.call('ZREM', w.due, unpack(closing, from, math.min(from + 499, #closing)))
    end
    for _, step in ipairs(closing) do
      local number, name = string.match(step, '^(%d+) (.+)$')
      -- A version before this one named a series only.
      if number then close(w, name, tonumber(number)) else renew(w, step) end
    end
    keepIndex(w, w.leaving, w.leaves)
    return #stale == RENEWED or #leaving == SERIES_CHORES or #closing == limit
  end
end
