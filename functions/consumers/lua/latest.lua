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

-- Flags of one reading by its minute's record. Returns the highest level that it could be checked by, too.
local function judgeBy(record, values, doubted)
  local flags, least = {}, nil
  for q, name in ipairs(JUDGED) do
    local value = values[name]
    if value and not doubted[name] then
      value = math.floor(tonumber(value) * 1000 + 0.5)
      if isOff(record, q, value, value) then table.insert(flags, 'step-' .. name) end
      if record[STUCK + 6 * q] == 1 then table.insert(flags, 'persistence-' .. name) end
      if record[NEAR + 6 * q] == FAILED then table.insert(flags, 'neighbours-' .. name) end
      local level = not record[LOW + 6 * q] and 1 or record[NEAR + 6 * q] == UNKNOWN and 2 or 3
      least = math.min(least or level, level)
    end
  end
  return flags, ({ 'C', 'S', 'V' })[least or 1]
end

-- What quality control says of a reading: its flags, and its letter. `record` is its minute's, if it is judged at all.
local function verdictOf(values, record)
  local flags, doubted, letter = {}, {}, nil
  for flag in flagsOf(values) do
    local check, what = checkOf(flag)
    if not OF_HISTORY[check] then
      table.insert(flags, flag)
      if check then
        doubted[what] = true
        letter = (check == 'range' or letter == 'X') and 'X' or 'Q'
      end
    end
  end
  local passed = 'C'
  if record then
    local more
    more, passed = judgeBy(record, values, doubted)
    for _, flag in ipairs(more) do
      table.insert(flags, flag)
      letter = letter or 'Q'
    end
  end
  if not letter then
    letter = 'Z'
    for index = 1, #MEASURED do
      if values[MEASURED[index]] then
        letter = passed
        break
      end
    end
  end
  return table.concat(flags, ' '), letter
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
