-- The check against the other stations of a municipality: when a minute is over, each station's mean of it, without what
-- fails the check of steps, is compared with the median of all. What comes later makes the comparison anew, of a whole
-- municipality: when the next minute is over, so that a crowd of late readings shares it, and a few a call. Else a store
-- that is behind would do more for a reading than one that is not, and fall behind further.

-- How many municipalities are compared by one call when their minute is over.
local COMPARED = 20

-- How many minutes of municipalities are compared anew by one call: with 250 stations each takes some milliseconds.
local COMPARED_ANEW = 8

local function boundsOfNeighbours(q, means)
  if #means < LIMITS.stations then return nil end
  local middle = median(means)
  local away = {}
  for _, mean in ipairs(means) do table.insert(away, math.abs(mean - middle)) end
  local either = math.max(LIMITS.near[q], math.floor(LIMITS.deviations * median(away) + 0.5))
  return { low = middle - either, high = middle + either }
end

local function compare(w, changed, slug, minute)
  local records, means, each = {}, {}, {}
  for q = 1, #JUDGED do means[q], each[q] = {}, {} end
  for _, station in ipairs(server.call('ZRANGEBYSCORE', membersKey(w, slug), minute, '+inf')) do
    local record = station ~= UNJUDGED and readRecord(w, slug, station, minute)
    for q = 1, record and #JUDGED or 0 do
      local _, mean = summaryOf(record, q, true)
      records[station], each[q][station] = record, mean
      table.insert(means[q], mean)
    end
  end
  local bounds = {}
  for q = 1, #JUDGED do bounds[q] = boundsOfNeighbours(q, means[q]) end
  for station, record in pairs(records) do
    local own, isNews = {}, false
    for q = 1, #JUDGED do
      local mean, among = each[q][station], bounds[q]
      own[q] = UNKNOWN
      if mean and among then own[q] = (mean < among.low or mean > among.high) and FAILED or PASSED end
      isNews = isNews or own[q] ~= record[OWN + 6 * q]
    end
    if isNews then hearNeighbours(w, changed, slug, station, record, own) end
  end
end

local function lastClosedMinute(w)
  return math.floor((w.now - GRACE) / MINUTE) - 1
end

-- Fresh readings came into this minute: it is compared when it is over, or, if it is, when the next one is.
local function touchMinute(w, slug, minute)
  if slug == NOWHERE or not w.judges then return end
  local closed = lastClosedMinute(w)
  if minute <= closed then
    w.lates[slug .. ' ' .. minute] = closed + 1
  elseif not w.opens[slug] or minute < w.opens[slug] then
    w.opens[slug] = minute
  end
end

-- Notes the minutes that a call has touched.
local function keepTouched(w)
  keepIndex(w, w.late, w.lates, 'NX')
  keepIndex(w, w.open, w.opens, 'LT')
end

-- Compares some of the minutes that late readings have changed. Returns whether some may be left.
local function compareAnew(w, changed)
  local names = server.call('ZRANGEBYSCORE', w.late, '-inf', lastClosedMinute(w), 'LIMIT', 0, COMPARED_ANEW)
  if #names > 0 then server.call('ZREM', w.late, unpack(names)) end
  for _, name in ipairs(names) do
    local slug, minute = string.match(name, '^(%S+) (%d+)$')
    compare(w, changed, slug, tonumber(minute))
  end
  return #names == COMPARED_ANEW
end

-- Compares the minutes that are over. Returns whether some may be left.
local function closeMinutes(w, changed)
  local last = lastClosedMinute(w)
  local slugs = server.call('ZRANGEBYSCORE', w.open, '-inf', last, 'LIMIT', 0, COMPARED)
  for _, slug in ipairs(slugs) do
    local first = tonumber(server.call('ZSCORE', w.open, slug))
    for minute = math.max(first, math.floor(w.oldest / MINUTE) - LIMITS.lookBack), last do compare(w, changed, slug, minute) end
    local next
    for minute = last + math.ceil(w.lead / MINUTE) + 2, last + 1, -1 do
      if server.call('HEXISTS', groupKey(w, slug), minute) == 1 then next = minute end
    end
    if next then server.call('ZADD', w.open, next, slug) else server.call('ZREM', w.open, slug) end
    keepAlive(w, w.open)
  end
  return #slugs == COMPARED
end
