-- What was delivered, read from the arguments of a call.

local function add(w, counter, n)
  if n > 0 then server.call('HINCRBY', w.prefix .. ':deliveries', counter, n) end
end

-- What cannot be a reading is kept with its reason, once.
local function refuse(w, shard, member, reason, json)
  if not mark(w, '0', shard, member) then return 0 end
  server.call('XADD', w.prefix .. ':refused', 'MAXLEN', '1000', '*', 'broker', w.broker, 'reason', reason, 'reading', json)
  return 1
end

-- `said` is what was measured, in thousandths; `judged` what of it counts in averages and extremes, or is to be judged.
local function readingAt(w, args, at)
  local last = at + 5 + tonumber(args[at + 5])
  local fields = { unpack(args, at + 6, last) }
  local values = pairsOf(fields)
  local reading = {
    minute = args[at + 1], shard = args[at + 2], mark = args[at + 3], entry = args[at + 4], fields = fields,
    station = values.station, id = values.id, municipality = values.municipality, condition = values.condition,
    time = tonumber(values.observedAt), received = tonumber(values.receivedAt), said = {}, judged = {}, values = values,
  }
  local said = reading.said
  for index = 1, #MEASURED do
    local value = values[MEASURED[index]]
    if value then said[index] = math.floor(tonumber(value) * 1000 + 0.5) end
  end
  for q = 1, #JUDGED do reading.judged[q] = said[q] end
  if values.quality then
    reading.failed = {}
    for flag in flagsOf(values) do
      local check, what = checkOf(flag)
      table.insert(reading.failed, check)
      if check and w.leavesOut == 1 and QUANTITY[what] then reading.judged[QUANTITY[what]] = nil end
    end
  end
  return reading, last
end

-- Notes a fresh reading for its group, for its station's series, for the counter of its rain, and for the history of its
-- station, which decides what of it the group is given.
local function note(w, changed, histories, counters, reading)
  local minute = math.floor(reading.time / MINUTE)
  local slug = reading.municipality or NOWHERE
  local group = groupOf(changed, slug)
  addReading(tallyOf(group, minute), reading)
  addToStep(group.steps, reading, 0)
  addToStep(within(changed.series, reading.station), reading, #MEASURED)
  noteCounter(counters, reading)
  local station = isJudged(w, reading.values.dialect) and reading.station or UNJUDGED
  local records = within(within(histories, slug), station)
  records[minute] = records[minute] or emptyRecord(minute)
  local at = stepIn(records[minute], math.floor(reading.time / STEP) % STEPS)
  for q = 1, #JUDGED do
    local value = reading.judged[q]
    if value then mergeQuantity(records[minute], at + 4 * q - 3, 1, value, value, value) end
  end
end

-- Judges what is fresh, and compares it with its neighbours.
local function judge(w, changed, histories)
  for slug, stations in pairs(histories) do
    local minutes = {}
    for station, fresh in pairs(stations) do
      addToHistory(w, changed, slug, station, fresh)
      for minute in pairs(changed.records[slug][station]) do minutes[minute] = true end
    end
    for minute in pairs(minutes) do touchMinute(w, changed, slug, minute) end
  end
end

-- Brings groups, series and newest readings up to date. `fresh` are the readings that may be the newest, by station.
local function publish(w, changed, fresh)
  local all = addUp(changed)
  for slug, group in pairs(changed.groups) do
    local sum = addToGroup(w, slug, group.tallies)
    if slug ~= NOWHERE then
      publishMunicipality(w, slug, sum)
      addToSeries(w, 'municipality:' .. slug, group.steps)
    end
  end
  if all then
    addToGroup(w, ALL, all.tallies)
    addToSeries(w, ALL, all.steps)
  end
  for name, steps in pairs(changed.series) do addToSeries(w, name, steps) end
  local isNew = {}
  for station, reading in pairs(fresh) do isNew[station] = keepLatest(w, changed, reading) end
  for _, stations in pairs(changed.records) do
    for station in pairs(stations) do
      if station ~= UNJUDGED and not isNew[station] then judgeLatest(w, changed, station) end
    end
  end
end

-- ARGV behind the head: limit of the list, broker, number of readings, number of refused;
--   a reading: minute of its id's time, shard, mark, list entry, number of fields and values, these as in :latest;
--   a refused: shard, mark, reason, JSON.
-- Returns: stored, duplicates, late, refused.
local function store(keys, args)
  local w = windowOf(keys, args)
  w.limit, w.broker = tonumber(args[5]), args[6]
  local readings, refusals = tonumber(args[7]), tonumber(args[8])
  local duplicates, late, refused = 0, 0, 0
  local entries, stations, newest, histories, counters, changed = {}, {}, {}, {}, {}, nothingChanged()
  local at = 8
  advance(w)
  closeMinutes(w, changed)

  for _ = 1, readings do
    local reading
    reading, at = readingAt(w, args, at)
    if reading.time < w.oldest then
      late = late + 1
    else
      if mark(w, reading.minute, reading.shard, reading.mark) then
        table.insert(entries, reading.entry)
        stations[reading.station] = true
        note(w, changed, histories, counters, reading)
      else
        duplicates = duplicates + 1
      end
      local known = newest[reading.station]
      if not known or isNewer(reading.time, reading.id, reading.received, { known.time, known.id, known.received }) then
        newest[reading.station] = reading
      end
    end
  end
  for station, reading in pairs(newest) do server.call('ZADD', w.seen, 'GT', integer(reading.time), station) end
  for _ = 1, refusals do
    refused = refused + refuse(w, args[at + 1], args[at + 2], args[at + 3], args[at + 4])
    at = at + 4
  end

  local stored = #entries
  if stored > 0 then
    keepNewest(w, entries)
    for station in pairs(stations) do join(w, w.prefix .. ':stations', station) end
    judge(w, changed, histories)
    for station, reports in pairs(counters) do addCounters(w, changed.series[station], station, reports) end
    keepAlive(w, w.seen)
    server.call('HINCRBY', w.prefix .. ':totals', 'stored', stored)
  end
  publish(w, changed, newest)
  refreshDue(w)
  publishOverall(w)
  add(w, w.broker, readings + refusals)
  add(w, 'duplicates', duplicates)
  add(w, 'late', late)
  add(w, 'refused', refused)
  keepAllAlive(w)
  return { stored, duplicates, late, refused }
end

-- Lets the window move on when nothing arrives. Returns 1 when it should be called again for what is left to do.
local function tick(keys, args)
  local w, changed = windowOf(keys, args), nothingChanged()
  local more = advance(w)
  more = closeMinutes(w, changed) or more
  publish(w, changed, {})
  more = refreshDue(w) or more
  publishOverall(w)
  keepAllAlive(w)
  return more and 1 or 0
end

server.register_function('@LIBRARY@_store', store)
-- It makes room, so it runs also where there is none.
server.register_function { function_name = '@LIBRARY@_tick', callback = tick, flags = { 'allow-oom' } }
