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

local function readingAt(args, at)
  local last = at + 5 + tonumber(args[at + 5])
  local fields = { unpack(args, at + 6, last) }
  local values = pairsOf(fields)
  local reading = {
    minute = args[at + 1], shard = args[at + 2], mark = args[at + 3], entry = args[at + 4], fields = fields,
    station = values.station, id = values.id, municipality = values.municipality, condition = values.condition,
    time = tonumber(values.observedAt), received = tonumber(values.receivedAt), measured = {},
  }
  for _, name in ipairs(MEASURED) do
    if values[name] then reading.measured[name] = math.floor(tonumber(values[name]) * 1000 + 0.5) end
  end
  return reading, last
end

local function within(all, name)
  all[name] = all[name] or {}
  return all[name]
end

-- Notes a fresh reading for its groups and its series: of its station, of its municipality, and of all.
local function note(groups, series, reading)
  local minute = math.floor(reading.time / MINUTE)
  for _, slug in ipairs({ ALL, reading.municipality }) do
    local tallies = within(groups, slug)
    tallies[minute] = tallies[minute] or emptyTally(minute)
    addReading(tallies[minute], reading)
    local name = slug == ALL and ALL or 'municipality:' .. slug
    addToStep(within(series, name), reading, 2)
  end
  addToStep(within(series, reading.station), reading, #MEASURED)
end

-- ARGV behind the head: limit of the list, broker, number of readings, number of refused;
--   a reading: minute of its id's time, shard, mark, list entry, number of fields and values, these as in :latest;
--   a refused: shard, mark, reason, JSON.
-- Returns: stored, duplicates, late, refused.
local function store(keys, args)
  local w = windowOf(keys, args)
  w.limit, w.broker = tonumber(args[4]), args[5]
  local readings, refusals = tonumber(args[6]), tonumber(args[7])
  local duplicates, late, refused = 0, 0, 0
  local entries, stations, groups, series = {}, {}, {}, {}
  local at = 7
  advance(w)

  for _ = 1, readings do
    local reading
    reading, at = readingAt(args, at)
    if reading.time < w.oldest then
      late = late + 1
    else
      if mark(w, reading.minute, reading.shard, reading.mark) then
        table.insert(entries, reading.entry)
        stations[reading.station] = true
        note(groups, series, reading)
      else
        duplicates = duplicates + 1
      end
      server.call('ZADD', w.seen, 'GT', integer(reading.time), reading.station)
      keepLatest(w, reading)
    end
  end
  for _ = 1, refusals do
    refused = refused + refuse(w, args[at + 1], args[at + 2], args[at + 3], args[at + 4])
    at = at + 4
  end

  local stored = #entries
  if stored > 0 then
    keepNewest(w, entries)
    for station in pairs(stations) do join(w, w.prefix .. ':stations', station) end
    for slug, tallies in pairs(groups) do
      local sum = addToGroup(w, slug, tallies)
      if slug ~= ALL then publishMunicipality(w, slug, sum) end
    end
    for name, steps in pairs(series) do addToSeries(w, name, steps) end
    keepAlive(w, w.seen)
    server.call('HINCRBY', w.prefix .. ':totals', 'stored', stored)
  end
  refreshDue(w)
  publishOverall(w)
  add(w, w.broker, readings + refusals)
  add(w, 'duplicates', duplicates)
  add(w, 'late', late)
  add(w, 'refused', refused)
  return { stored, duplicates, late, refused }
end

-- Lets the window move on when nothing arrives. Returns 1 when it should be called again for what is left to do.
local function tick(keys, args)
  local w = windowOf(keys, args)
  local more = advance(w)
  more = refreshDue(w) or more
  publishOverall(w)
  return more and 1 or 0
end

server.register_function('@LIBRARY@_store', store)
server.register_function('@LIBRARY@_tick', tick)
