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
local function judgeBy(record, values, doubted, flags)
  local lowest
  for q = 1, #JUDGED do
    local name = JUDGED[q]
    local value = values[name]
    if value and not (doubted and doubted[name]) then
      value = math.floor(tonumber(value) * 1000 + 0.5)
      if isOff(record, q, value, value) then flags[#flags + 1] = 'step-' .. name end
      if record[STUCK + 6 * q] == 1 then flags[#flags + 1] = 'persistence-' .. name end
      if record[NEAR + 6 * q] == FAILED then flags[#flags + 1] = 'neighbours-' .. name end
      local level = not record[LOW + 6 * q] and 1 or record[NEAR + 6 * q] == UNKNOWN and 2 or 3
      if not lowest or level < lowest then lowest = level end
    end
  end
  return PASSES[lowest or 1]
end

local function hasAny(values)
  for index = 1, #MEASURED do
    if values[MEASURED[index]] then return true end
  end
  return false
end

-- What quality control says of a reading: its flags, and its letter. `record` is its minute's, if it is judged at all.
local function verdictOf(values, record)
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
  local said = #flags
  if record then passed = judgeBy(record, values, doubted, flags) end
  if #flags > said then letter = letter or 'Q' end
  return table.concat(flags, ' '), letter or (hasAny(values) and passed or 'Z')
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

local function writeLatest(w, key, fields, flags, letter)
  server.call('DEL', key)
  local all = fields
  for at = #fields - 1, 1, -2 do -- these two are the last
    if fields[at] ~= 'quality' and fields[at] ~= 'level' then break end
    all = { unpack(fields, 1, at - 1) }
  end
  if flags ~= '' then
    all[#all + 1] = 'quality'
    all[#all + 1] = flags
  end
  all[#all + 1] = 'level'
  all[#all + 1] = letter
  server.call('HSET', key, unpack(all))
  keepAlive(w, key)
end

local function isNewer(time, id, received, known)
  if not known[1] then return true end
  local knownTime = tonumber(known[1])
  if time ~= knownTime then return time > knownTime end
  if id ~= known[2] then return id > known[2] end
  return received < tonumber(known[3]) -- the same reading, sent again: what was received first stays
end

-- Returns whether it is the newest now.
local function keepLatest(w, changed, reading)
  local key = w.prefix .. ':latest:' .. reading.station
  local known = server.call('HMGET', key, 'observedAt', 'id', 'receivedAt')
  if not isNewer(reading.time, reading.id, reading.received, known) then return false end
  writeLatest(w, key, reading.fields, verdictOf(reading.values, recordFor(w, changed, reading.values)))
  return true
end

-- A newest reading whose minute was judged again may have other flags now.
local function judgeLatest(w, changed, station)
  local key = w.prefix .. ':latest:' .. station
  local fields = server.call('HGETALL', key)
  local values = pairsOf(fields)
  if not values.id then return end
  local flags, letter = verdictOf(values, recordFor(w, changed, values))
  if flags ~= (values.quality or '') or letter ~= values.level then writeLatest(w, key, fields, flags, letter) end
end
