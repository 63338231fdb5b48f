-- The list holds the newest entries in the order of their text, which begins with time and id. What is newer than the
-- oldest of the fresh ones is lifted from the end, and laid back together with them.
local function keepNewest(w, fresh)
  local key = w.prefix
  table.sort(fresh)
  if server.call('LLEN', key) >= w.limit and fresh[#fresh] < server.call('LINDEX', key, 0) then return end
  local lifted = {}
  while true do
    local last = server.call('RPOP', key, 64)
    if not last then break end
    for _, entry in ipairs(last) do table.insert(lifted, entry) end
    if last[#last] < fresh[1] then break end
  end
  for _, entry in ipairs(fresh) do table.insert(lifted, entry) end
  table.sort(lifted)
  local over = math.max(#lifted - w.limit, 0)
  local room = w.limit - (#lifted - over)
  local kept = server.call('LLEN', key)
  if kept > room then server.call('LTRIM', key, kept - room, -1) end
  for first = over + 1, #lifted, 500 do
    server.call('RPUSH', key, unpack(lifted, first, math.min(first + 499, #lifted)))
  end
  keepAlive(w, key)
end
