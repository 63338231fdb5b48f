-- The series themselves: streams with one entry a step. An entry is made of the whole of its step, so it is written when the
-- step is over. A stream takes nothing into or between its entries, so what comes later makes it anew: not at once, since
-- that is dear and what is late mostly comes in crowds, but when the next step is over, and a few streams a call. Where
-- nothing arrives (`settles`) nothing is waited for.

-- A step may still gather what is on its way when it is over.
local GRACE = 2000

-- A reading may be the last of its step for long: `due` says when a series is to be looked after next.
local SERIES_CHORES = 50

-- How many streams one call makes anew: with a full hour, each takes some milliseconds.
local RENEWED = 2

-- So many steps behind the last entry are asked for one by one: ten minutes and the lead. Of more all steps are read.
local ASKED = 100

local function closesAt(step)
  return (step + 1) * STEP + GRACE
end

local function leavesAt(w, step)
  return (math.floor((step * STEP + w.retention) / MINUTE) + 1) * MINUTE
end

-- The steps of the window that are over, in order; when the next one is, or the first one leaves.
local function survey(w, key)
  local closed, due = {}, nil
  for name, packed in pairs(pairsOf(server.call('HGETALL', key))) do
    local sums = unpackStep(packed)
    if sums and sums[1] * STEP < w.oldest then
      server.call('HDEL', key, name)
    elseif sums then
      local isOver = closesAt(sums[1]) <= w.now
      if isOver then table.insert(closed, sums) end
      local next = isOver and leavesAt(w, sums[1]) or closesAt(sums[1])
      due = math.min(due or next, next)
    end
  end
  table.sort(closed, function(a, b) return a[1] < b[1] end)
  return closed, due
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

-- The steps of the first and the last entry, and the values of the last.
local function ends(stream)
  local first = server.call('XRANGE', stream, '-', '+', 'COUNT', 1)[1]
  local last = server.call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
  local values, known = last and pairsOf(last[2]) or {}, {}
  for index, name in ipairs(MEASURED) do known[index] = values[name] end
  return stepOf(first), stepOf(last), known
end

local function haveSameNames(one, other)
  for index = 1, #MEASURED do
    if (one[index] == nil) ~= (other[index] == nil) then return false end
  end
  return true
end

-- Whether the first step has measured all that occurs. If not, its entry tells of steps that may have left.
local function standsAlone(closed, known)
  for index = 1, #MEASURED do
    if known[index] and closed[1][COUNT + 2 * index] == 0 then return false end
  end
  return true
end

-- Every entry has the same fields. What a step has not measured is as in the step before; before the first that has
-- measured it, as in that one. Rain is none where none was told of.
local function append(stream, known, sums)
  local fields = { 'readings', sums[2] }
  for index, name in ipairs(MEASURED) do
    if known[index] then
      local said = saidOf(sums, index)
      if said or index ~= RAIN then known[index] = said or known[index] else known[index] = '0' end
      table.insert(fields, name)
      table.insert(fields, known[index])
    end
  end
  server.call('XADD', stream, integer(sums[1] * STEP) .. '-0', unpack(fields))
end

local function streamKey(w, name)
  return name == ALL and w.prefix .. ':readings' or w.prefix .. ':series:' .. name
end

-- The names of the steps that may be behind an entry. To look for one of them in a small hash is as dear as to list it.
local function namesBehind(w, key, last)
  local names = {}
  if server.call('HLEN', key) <= COMPACT then
    for _, name in ipairs(server.call('HKEYS', key)) do
      if tonumber(name) > last then names[#names + 1] = name end
    end
  else
    for step = last + 1, math.floor((w.now + w.lead) / STEP) do names[#names + 1] = step end
  end
  return names
end

-- The steps behind an entry; nil when there may be too many.
local function stepsBehind(w, name, last)
  if last < 0 or last >= math.floor((w.now + w.lead) / STEP) then return nil end
  local key, steps = stepsKey(w, name), {}
  local names = namesBehind(w, key, last)
  if #names == 0 then return steps end
  if #names > ASKED then return nil end
  for _, packed in ipairs(server.call('HMGET', key, unpack(names))) do
    if packed then
      local sums = unpackStep(packed)
      steps[sums[1]] = sums
    end
  end
  return steps
end

local function isKnown(known, sums)
  for index = 1, #MEASURED do
    if sums[COUNT + 2 * index] ~= 0 and not known[index] then return false end
  end
  return true
end

-- Appends the steps behind the last entry: all that most calls need, where to look at the whole of a long series is dear.
-- `steps` are those that a call has added to; others behind the entry are known to be due later, or the whole is looked
-- at. Without `steps` all behind it are asked for. Returns false, with nothing done, when the whole must be looked at.
local function goOn(w, name, steps)
  local stream = streamKey(w, name)
  local first, last, known = ends(stream)
  if last < 0 or first * STEP < w.oldest then return false end
  local due = leavesAt(w, first)
  if steps then
    local told = tonumber(server.call('ZSCORE', w.due, name))
    if not told or told <= w.now then return false end
    due = math.min(due, told)
  else
    steps = stepsBehind(w, name, last)
    if not steps then return false end
  end
  for step, sums in pairs(steps) do
    if step <= last or not isKnown(known, sums) then return false end
  end
  for _, step in inOrder(steps) do
    if closesAt(step) <= w.now then append(stream, known, steps[step]) else due = math.min(due, closesAt(step)) end
  end
  server.call('ZADD', w.due, due, name)
  keepAlive(w, stream)
  keepAlive(w, w.due)
  return true
end

-- Brings the stream of a series up to date; `renew`: makes all of it anew.
local function refresh(w, name, renew)
  if not renew and goOn(w, name) then return end
  local stream = streamKey(w, name)
  local closed, due = survey(w, stepsKey(w, name))
  local first, last, known = ends(stream)
  local initial = firstKnown(closed)
  local left = first * STEP < w.oldest
  local isStale = renew or not haveSameNames(initial, known) or (left and not standsAlone(closed, initial))
  if last < 0 or #closed == 0 or isStale then
    server.call('DEL', stream)
    server.call('ZREM', w.stale, name)
    last, known = -1, initial
  elseif left then
    server.call('XTRIM', stream, 'MINID', '=', integer(w.oldest))
  end
  for _, sums in ipairs(closed) do
    if sums[1] > last then append(stream, known, sums) end
  end
  if due then
    server.call('ZADD', w.due, due, name)
    keepAlive(w, stream)
    keepAlive(w, w.due)
  else
    server.call('DEL', stepsKey(w, name))
    server.call('ZREM', w.due, name)
  end
end

-- Adds to a series. Nothing is done to its stream before a step is over. What is behind the last entry follows it; what
-- is not makes the stream anew, a little later.
local function addToSeries(w, name, steps)
  addToSteps(w, name, steps)
  local first
  for step in pairs(steps) do first = least(first, step) end
  if not first then return end
  if closesAt(first) > w.now then
    w.dues[#w.dues + 1] = closesAt(first)
    w.dues[#w.dues + 1] = name
    return
  end
  local newest = server.call('XREVRANGE', streamKey(w, name), '+', '-', 'COUNT', 1)[1]
  local last, behind, changed, late = stepOf(newest), {}, nil, false
  for step, sums in pairs(steps) do
    if step > last then
      behind[step], changed = sums, least(changed, step)
    elseif closesAt(step) <= w.now then
      late = true
    end
  end
  if changed and closesAt(changed) > w.now then
    server.call('ZADD', w.due, 'LT', closesAt(changed), name)
  elseif changed and not goOn(w, name, behind) then
    refresh(w, name)
  end
  if not late then return end
  local at = w.settles and w.now or closesAt(math.floor((w.now - GRACE) / STEP))
  server.call('ZADD', w.stale, 'NX', integer(at), name)
  keepAlive(w, w.stale)
end

-- Notes the series that are due when a step of theirs is over.
local function keepDue(w)
  if #w.dues > 0 then server.call('ZADD', w.due, 'LT', unpack(w.dues)) end
end

-- Looks after the series that are due. Returns whether some may be left.
local function refreshDue(w)
  local stale = server.call('ZRANGEBYSCORE', w.stale, '-inf', w.now, 'LIMIT', 0, RENEWED)
  for _, name in ipairs(stale) do refresh(w, name, true) end
  local names = server.call('ZRANGEBYSCORE', w.due, '-inf', w.now, 'LIMIT', 0, SERIES_CHORES)
  for _, name in ipairs(names) do refresh(w, name) end
  return #stale == RENEWED or #names == SERIES_CHORES
end
