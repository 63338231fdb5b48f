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

-- What of a reading is needed to know whether it is news. Its fields begin with its times, id and station.
local function readingAt(args, at)
  local first, last = at + 6, at + 5 + tonumber(args[at + 5])
  return {
    args = args, first = first, last = last, time = tonumber(args[first + 1]), received = tonumber(args[first + 3]),
    id = args[first + 5], station = args[first + 7],
  }, last
end

-- Which checks a reading has failed already, and what of it counts in averages and extremes, or is to be judged.
local function heedFlags(w, reading)
  reading.failed, reading.judged = {}, { reading.said[1], reading.said[2] }
  for flag in flagsOf(reading) do
    local check, what = checkOf(flag)
    table.insert(reading.failed, check)
    if check and w.leavesOut == 1 and QUANTITY[what] then reading.judged[QUANTITY[what]] = nil end
  end
end

-- Notes a fresh reading for its group, for its station's series, for the counter of its rain, and for the history of its
-- station, which decides what of it the group is given.
local function note(w, changed, histories, counters, reading)
  fill(reading)
  if reading.quality then heedFlags(w, reading) end
  local minute, judged = math.floor(reading.time / MINUTE), reading.judged or reading.said
  local slug = reading.municipality or NOWHERE
  local group = groupOf(changed, slug)
  addReading(tallyOf(group, minute), reading)
  addToStep(group.steps, reading, 0)
  addToStep(within(changed.series, reading.station), reading, #MEASURED)
  noteCounter(counters, reading)
  local station = isJudged(w, reading.dialect) and reading.station or UNJUDGED
  local records = within(within(histories, slug), station)
  local record = records[minute]
  if not record then
    record = emptyRecord(minute)
    records[minute] = record
  end
  local at = stepIn(record, math.floor(reading.time / STEP) % STEPS)
  for q = 1, #JUDGED do
    local value = judged[q]
    if value then mergeQuantity(record, at + 4 * q - 3, 1, value, value, value) end
  end
end

-- The newest minutes of stations of a municipality, as far as they must be known: what comes behind all that a station
-- has said elsewhere too is behind all that it has said here. `seen` is when each was heard before.
local function newestMinutes(w, slug, stations, seen)
  local names, newest = {}, {}
  for station, records in pairs(stations) do
    local last = station ~= UNJUDGED and seen[station] and math.floor(seen[station] / MINUTE)
    local isBehind = last and true
    for minute in pairs(records) do isBehind = isBehind and minute > last end
    if isBehind then newest[station] = BEFORE else names[#names + 1] = station end
  end
  if #names == 0 then return newest end
  for index, minute in ipairs(server.call('ZMSCORE', membersKey(w, slug), unpack(names))) do
    newest[names[index]] = tonumber(minute or nil)
  end
  return newest
end

-- Judges what is fresh, and compares it with its neighbours.
local function judge(w, changed, histories, seen)
  for slug, stations in pairs(histories) do
    local minutes, newest = {}, newestMinutes(w, slug, stations, seen)
    for station, records in pairs(stations) do
      addToHistory(w, changed, slug, station, records, newest[station])
      for minute in pairs(changed.records[slug][station]) do minutes[minute] = true end
    end
    keepMembers(w, slug)
    for minute in pairs(minutes) do touchMinute(w, slug, minute) end
  end
  keepPasts(w)
  keepTouched(w)
  compareAnew(w, changed)
end

-- The step of a station's newest reading before a call; none has come before the first.
local function newestStep(seen)
  return seen and math.floor(seen / STEP) or -1
end

-- How many values more than before fail the checks of steps, of persistence, of neighbours; 0 where fewer do.
local function newFailures(all)
  local more = {}
  for at = CHECK.step, CHECK.neighbours do
    local sum = 0
    for _, tally in pairs(all and all.tallies or {}) do sum = sum + tally[at] end
    more[#more + 1] = math.max(sum, 0)
  end
  return more
end

-- Brings groups, series and newest readings up to date. `fresh` are the readings that may be the newest, by station,
-- and `seen` the times of those before. Returns the new failures.
local function publish(w, changed, fresh, seen)
  local all = addUp(changed)
  for slug, group in pairs(changed.groups) do
    local sum = addToGroup(w, slug, group.tallies)
    if slug ~= NOWHERE then
      publishMunicipality(w, slug, sum)
      addToSeries(w, 'municipality:' .. slug, group.steps)
    end
  end
  publishGathered(w)
  if all then
    addToGroup(w, ALL, all.tallies)
    addToSeries(w, ALL, all.steps)
  end
  for name, steps in pairs(changed.series) do addToSeries(w, name, steps, newestStep(seen[name])) end
  keepDue(w)
  local isNew = {}
  for station, reading in pairs(fresh) do isNew[station] = keepLatest(w, changed, reading, seen[station]) end
  for station in pairs(changed.verdicts) do
    if station ~= UNJUDGED and not isNew[station] then judgeLatest(w, changed, station) end
  end
  return newFailures(all)
end

-- Takes down the time of the newest reading of each station, and its name where names are in order. Returns the times
-- before. Names are told again with each newer reading, since a store of before they were kept has none.
local function see(w, newest)
  local seen, later, named, names = {}, {}, {}, namesOf(newest)
  if #names == 0 then return seen end
  for index, known in ipairs(server.call('ZMSCORE', w.seen, unpack(names))) do
    local station = names[index]
    local time = newest[station].time
    seen[station] = tonumber(known)
    if not known or seen[station] < time then
      later[#later + 1], later[#later + 2] = time, station
      named[#named + 1], named[#named + 2] = 0, station
    end
  end
  if #later > 0 then
    server.call('ZADD', w.seen, unpack(later))
    server.call('ZADD', w.names, unpack(named))
  end
  keepAlive(w, w.seen)
  keepAlive(w, w.names)
  return seen
end

-- ARGV behind the head: limit of the list, broker, number of readings, number of refused;
--   a reading: minute of its id's time, shard, mark, list entry, number of fields and values, these as in :latest;
--   a refused: shard, mark, reason, JSON.
-- Returns: stored, duplicates, late, of each refused whether it is news (1, else 0), and as newFailures.
local function store(keys, args)
  local w = windowOf(keys, args)
  w.limit, w.broker = tonumber(args[5]), args[6]
  local readings, refusals = tonumber(args[7]), tonumber(args[8])
  local duplicates, late, refused, recorded = 0, 0, 0, {}
  local entries, stations, newest, histories, counters, changed = {}, {}, {}, {}, {}, nothingChanged()
  local at = 8
  advance(w)
  closeMinutes(w, changed)

  for _ = 1, readings do
    local from, reading = at, nil
    reading, at = readingAt(args, at)
    if reading.time < w.oldest then
      late = late + 1
    else
      if mark(w, args[from + 1], args[from + 2], args[from + 3]) then
        entries[#entries + 1] = args[from + 4]
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
  local seen = see(w, newest)
  for index = 1, refusals do
    recorded[index] = refuse(w, args[at + 1], args[at + 2], args[at + 3], args[at + 4])
    refused = refused + recorded[index]
    at = at + 4
  end

  local stored = #entries
  if stored > 0 then
    keepNewest(w, entries)
    join(w, w.prefix .. ':stations', unpack(namesOf(stations)))
    judge(w, changed, histories, seen)
    for station, reports in pairs(counters) do addCounters(w, changed.series[station], station, reports) end
    server.call('HINCRBY', w.prefix .. ':totals', 'stored', stored)
  end
  local failures = publish(w, changed, newest, seen)
  refreshDue(w)
  publishOverall(w)
  add(w, w.broker, readings + refusals)
  add(w, 'duplicates', duplicates)
  add(w, 'late', late)
  add(w, 'refused', refused)
  keepAllAlive(w)
  return { stored, duplicates, late, recorded, failures }
end

-- Lets the window move on when nothing arrives. Returns 1 when it should be called again for what is left to do,
-- else 0, and as newFailures.
local function tick(keys, args)
  local w, changed = windowOf(keys, args), nothingChanged()
  w.settles = true
  local more = advance(w)
  more = closeMinutes(w, changed) or more
  more = compareAnew(w, changed) or more
  local failures = publish(w, changed, {}, {})
  more = refreshDue(w) or more
  publishOverall(w)
  keepAllAlive(w)
  return { more and 1 or 0, failures }
end

server.register_function('@LIBRARY@_store', store)
-- It makes room, so it runs also where there is none.
server.register_function { function_name = '@LIBRARY@_tick', callback = tick, flags = { 'allow-oom' } }
