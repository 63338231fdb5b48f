-- The newest reading of each station.
local function isNewer(time, id, received, known)
  if not known[1] then return true end
  local knownTime = tonumber(known[1])
  if time ~= knownTime then return time > knownTime end
  if id ~= known[2] then return id > known[2] end
  return received < tonumber(known[3]) -- the same reading, sent again: what was received first stays
end

local function keepLatest(w, reading)
  local key = w.prefix .. ':latest:' .. reading.station
  local known = server.call('HMGET', key, 'observedAt', 'id', 'receivedAt')
  if not isNewer(reading.time, reading.id, reading.received, known) then return end
  server.call('DEL', key)
  server.call('HSET', key, unpack(reading.fields))
  keepAlive(w, key)
end
