-- What the window has left behind goes, once a minute. Returns whether some of it may be left.
local function advance(w)
  if w.isAdvanced then return false end
  local stations = server.call('ZRANGEBYSCORE', w.seen, '-inf', '(' .. integer(w.oldest), 'LIMIT', 0, CHORES)
  for _, station in ipairs(stations) do
    server.call('ZREM', w.seen, station)
    server.call('ZREM', w.names, station)
    server.call('SREM', w.prefix .. ':stations', station)
    server.call('DEL', w.prefix .. ':latest:' .. station)
  end
  local before = '(' .. integer(w.oldest / MINUTE)
  local groups = server.call('ZRANGEBYSCORE', w.groups, '-inf', before, 'LIMIT', 0, CHORES)
  for _, slug in ipairs(groups) do
    local sum = shrinkGroup(w, slug)
    if slug ~= ALL and slug ~= NOWHERE then publishMunicipality(w, slug, sum) end
  end
  local gone = '(' .. integer(w.oldest / MINUTE - LIMITS.lookBack)
  local histories = server.call('ZRANGEBYSCORE', w.histories, '-inf', gone, 'LIMIT', 0, CHORES)
  for _, name in ipairs(histories) do
    local slug, station = string.match(name, '^(%S+) (%S+)$')
    server.call('DEL', historyKey(w, slug, station))
    server.call('ZREM', membersKey(w, slug), station)
    server.call('ZREM', w.histories, name)
  end
  local counters = advanceCounters(w)
  local horizon = '{"observedAt":"' .. rfc3339(w.oldest)
  while true do
    local first = server.call('LINDEX', w.prefix, 0)
    if not first or first >= horizon then break end
    server.call('LPOP', w.prefix)
  end
  w.isAdvanced = #stations < CHORES and #groups < CHORES and #histories < CHORES and counters < CHORES
  if w.isAdvanced then tellClock(w) end
  return not w.isAdvanced
end
