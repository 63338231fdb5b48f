-- A clock that is half a millisecond ahead also says that all has been done that its minute asks for.
local ADVANCED = 0.5

local function tellClock(w)
  server.call('SET', w.clock, integer(w.now) .. (w.isAdvanced and '.5' or ''), 'PX', w.retention + w.lead)
end

-- The head of every call. ARGV: now, retention, lead (ms), quality: whether what fails a check is left out of averages
-- and extremes ('exclude'), or only flagged ('flag'), or whether nothing is checked here ('off').
-- The clocks of the consumers are never quite the same, so time
-- is the latest that any of them has told; one that is ahead by more than the lead is not believed.
local function windowOf(keys, args)
  local w = {
    prefix = keys[1], now = tonumber(args[1]), retention = tonumber(args[2]), lead = tonumber(args[3]),
    alive = {}, marks = {}, marked = {}, dues = {}, leaves = {}, pasts = {}, members = {}, lasting = {},
    means = {}, slugs = {}, opens = {}, lates = {},
  }
  w.judges, w.leavesOut = args[4] ~= 'off', args[4] == 'exclude' and 1 or 0
  w.clock = w.prefix .. ':window:clock'
  local told = tonumber(server.call('GET', w.clock))
  local time = told and math.floor(told)
  if time and time > w.now and time <= w.now + w.lead then w.now = time end
  local minute = math.floor(w.now / MINUTE)
  w.oldest = minute * MINUTE - w.retention
  w.isAdvanced = told ~= time and math.floor(time / MINUTE) == minute
  if told ~= w.now + (w.isAdvanced and ADVANCED or 0) then tellClock(w) end
  w.seen = w.prefix .. ':window:stations'
  w.names = w.prefix .. ':names'
  w.groups = w.prefix .. ':window:groups'
  w.due = w.prefix .. ':window:due'
  w.leaving = w.prefix .. ':window:leaving'
  w.stale = w.prefix .. ':window:stale'
  w.open = w.prefix .. ':window:open'
  w.late = w.prefix .. ':window:late'
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
