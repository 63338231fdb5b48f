local keepNewest

do -- what only this file needs stays in it, as in marks.lua
  -- How many entries are lifted at first: readings come nearly in the order of their time.
  local LIFTED = 4

  -- Two lists in one, in order: `fresh`, which is in order, and `lifted`, which begins with the newest.
  local function merged(fresh, lifted)
    local all, at = {}, #lifted
    for _, entry in ipairs(fresh) do
      while at > 0 and lifted[at] < entry do
        all[#all + 1] = lifted[at]
        at = at - 1
      end
      all[#all + 1] = entry
    end
    for left = at, 1, -1 do all[#all + 1] = lifted[left] end
    return all
  end

  -- The list holds the newest entries in the order of their text, which begins with time and id. What is newer than the
  -- oldest of the fresh ones is lifted from the end, and laid back together with them.
  function keepNewest(w, fresh)
    local key = w.prefix
    table.sort(fresh)
    if server.call('LLEN', key) >= w.limit and fresh[#fresh] < server.call('LINDEX', key, 0) then return end
    local lifted, many = {}, LIFTED
    local newest = server.call('LINDEX', key, -1)
    while newest and fresh[1] <= newest do
      for _, entry in ipairs(server.call('RPOP', key, many)) do lifted[#lifted + 1] = entry end
      newest, many = server.call('LINDEX', key, -1), math.min(2 * many, 500)
    end
    local all = merged(fresh, lifted)
    local over = math.max(#all - w.limit, 0)
    local room = w.limit - (#all - over)
    local kept = server.call('LLEN', key)
    if kept > room then server.call('LTRIM', key, kept - room, -1) end
    for first = over + 1, #all, 500 do
      server.call('RPUSH', key, unpack(all, first, math.min(first + 499, #all)))
    end
    keepAlive(w, key)
  end
end
