-- The newest reading of each station, with what quality control says of it: its flags, and MADIS's letter.

local OF_HISTORY = { step = true, persistence = true, neighbours = true }

-- The check and the rest of a flag; nothing for a flag of another kind.
local function checkOf(flag)
  local check, what = string.match(flag, '^(%a+)%-(.+)$')
  if CHECK[check] then return check, what end
end

local function flagsOf(values)
  return string.gmatch(values.quality or '', '%S+')
end

-- Letters that a reading has that passes whatever it could be checked by.
local PASSES = { 'C', 'S', 'V' }

-- Adds the flags of one reading by its minute's record. Returns the highest level that it could be checked by, too.
local function judgeBy(record, said, doubted, flags)
  local lowest
  for q = 1, #JUDGED do
    local name, value = JUDGED[q], said[q]
    if value and not (doubted and doubted[name]) then
      if isOff(record, q, value, value) then flags[#flags + 1] = 'step-' .. name end
      if record[STUCK + 6 * q] == 1 then flags[#flags + 1] = 'persistence-' .. name end
      if record[NEAR + 6 * q] == FAILED then flags[#flags + 1] = 'neighbours-' .. name end
      local level = not record[LOW + 6 * q] and 1 or record[NEAR + 6 * q] == UNKNOWN and 2 or 3
      if not lowest or level < lowest then lowest = level end
    end
  end
  return PASSES[lowest or 1]
end

-- What quality control says of a reading: its flags, and its letter. `said` is what it has measured, `record` its
-- minute's, if it is judged at all.
local function verdictOf(values, said, record)
  local flags, doubted, letter, passed = {}, nil, nil, 'C'
  if values.quality then
    doubted = {}
    for flag in flagsOf(values) do
      local check, what = checkOf(flag)
      if not OF_HISTORY[check] then
        flags[#flags + 1] = flag
        if check then
          doubted[what] = true
          letter = (check == 'range' or letter == 'X') and 'X' or 'Q'
        end
      end
    end
  end
  local own = #flags
  if record then passed = judgeBy(record, said, doubted, flags) end
  if #flags > own then letter = letter or 'Q' end
  return table.concat(flags, ' '), letter or (next(said) and passed or 'Z')
end

-- Puts the fields that a list has from `first` to `last` into `values`, and what was measured into `said`: in
-- thousandths, by its index in MEASURED.
local function takeFields(list, first, last, values, said)
  for at = first, last, 2 do
    local name, value = list[at], list[at + 1]
    local index = INDEX[name]
    if index then said[index] = math.floor(tonumber(value) * 1000 + 0.5) else values[name] = value end
  end
end

-- Takes the rest of a reading's fields, once.
local function fill(reading)
  if reading.said then return end
  reading.said = {}
  takeFields(reading.args, reading.first, reading.last, reading, reading.said)
end

local function isJudged(w, dialect)
  return w.judges and not LIMITS.crowds[dialect]
end

-- The record by which a newest reading is judged: one of this call, or as it is kept.
local function recordFor(w, changed, values)
  if not isJudged(w, values.dialect) then return nil end
  local slug, minute = values.municipality or NOWHERE, math.floor(tonumber(values.observedAt) / MINUTE)
  local station = changed.records[slug] and changed.records[slug][values.station]
  return station and station[minute] or readRecord(w, slug, values.station, minute)
end

-- The fields are in `list` from `first` to `last`; the letter is put behind them, where nothing is needed any more.
local function writeLatest(w, key, list, first, last, flags, letter)
  local before = list[last - 1] == 'quality' and list[last] or ''
  if flags ~= before then
    list = { unpack(list, first, before == '' and last or last - 2) }
    first, last = 1, #list
    if flags ~= '' then
      list[last + 1], list[last + 2] = 'quality', flags
      last = last + 2
    end
  end
  list[last + 1], list[last + 2] = 'level', letter
  if flags ~= '' then server.call('DEL', key) end -- they may be long, and Valkey lays a hash out by its longest ever
  layHash(w, key, list, first, last + 2)
end

local function isNewer(time, id, received, known)
  if not known[1] then return true end
  local knownTime = tonumber(known[1])
  if time ~= knownTime then return time > knownTime end
  if id ~= known[2] then return id > known[2] end
  return received < tonumber(known[3]) -- the same reading, sent again: what was received first stays
end

-- Returns whether it is the newest now; `seen` is the time of the one before.
local function keepLatest(w, changed, reading, seen)
  local key = w.prefix .. ':latest:' .. reading.station
  if seen and reading.time < seen then return false end
  if seen == reading.time then
    local known = server.call('HMGET', key, 'observedAt', 'id', 'receivedAt')
    if not isNewer(reading.time, reading.id, reading.received, known) then return false end
  end
  fill(reading)
  local flags, letter = verdictOf(reading, reading.said, recordFor(w, changed, reading))
  writeLatest(w, key, reading.args, reading.first, reading.last, flags, letter)
  return true
end

-- A newest reading whose minute was judged again may have other flags now.
local function judgeLatest(w, changed, station)
  local key = w.prefix .. ':latest:' .. station
  local fields = server.call('HGETALL', key)
  local values, said = {}, {}
  takeFields(fields, 1, #fields, values, said)
  if not values.id then return end
  local flags, letter = verdictOf(values, said, recordFor(w, changed, values))
  if flags ~= (values.quality or '') or letter ~= values.level then
    writeLatest(w, key, fields, 1, #fields - 2, flags, letter) -- the letter comes last
  end
end
