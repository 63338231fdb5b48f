-- The head of every call. ARGV: now, retention, lead (ms), quality: whether what fails a check is left out of averages
-- and extremes ('exclude'), or only flagged ('flag'), or whether nothing is checked here ('off').
-- The clocks of the consumers are never quite the same, so time
-- is the latest that any of them has told; one that is ahead by more than the lead is not believed.
local function windowOf(keys, args)
  local w = {
    prefix = keys[1], now = tonumber(args[1]), retention = tonumber(args[2]), lead = tonumber(args[3]),
    alive = {}, marks = {}, marked = {}, dues = {},
  }
  w.judges, w.leavesOut = args[4] ~= 'off', args[4] == 'exclude' and 1 or 0
  local clock = w.prefix .. ':window:clock'
  local told = tonumber(server.call('GET', clock))
  if told and told > w.now and told <= w.now + w.lead then w.now = told
  else server.call('SET', clock, integer(w.now), 'PX', integer(w.retention + w.lead)) end
  w.oldest = math.floor(w.now / MINUTE) * MINUTE - w.retention
  w.seen = w.prefix .. ':window:stations'
  w.groups = w.prefix .. ':window:groups'
  w.due = w.prefix .. ':window:due'
  w.stale = w.prefix .. ':window:stale'
  w.open = w.prefix .. ':window:open'
  w.histories = w.prefix .. ':window:histories'
  w.counters = w.prefix .. ':window:counters'
  return w
end

-- A time as RFC 3339, UTC, milliseconds. The days by Howard Hinnant's civil_from_days
-- (https://howardhinnant.github.io/date_algorithms.html), with March as the first month.
local function rfc3339(time)
  local days = math.floor(time / 86400000)
  local rest = time - days * 86400000
  local z = days + 719468
  local era = math.floor(z / 146097)
  local ofEra = z - era * 146097
  local yearOfEra = math.floor(
    (ofEra - math.floor(ofEra / 1460) + math.floor(ofEra / 36524) - math.floor(ofEra / 146096)) / 365)
  local ofYear = ofEra - (365 * yearOfEra + math.floor(yearOfEra / 4) - math.floor(yearOfEra / 100))
  local shifted = math.floor((5 * ofYear + 2) / 153)
  local day = ofYear - math.floor((153 * shifted + 2) / 5) + 1
  local month = shifted < 10 and shifted + 3 or shifted - 9
  local year = yearOfEra + era * 400 + (month <= 2 and 1 or 0)
  local hour, minute = math.floor(rest / 3600000), math.floor(rest / 60000) % 60
  return string.format('%04d-%02d-%02dT%02d:%02d:%02d.%03dZ', year, month, day, hour, minute,
    math.floor(rest / 1000) % 60, rest % 1000)
end
