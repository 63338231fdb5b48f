#!lua name=@LIBRARY@

-- The one law: the store is a function of the set of readings. Whatever the order, the batches, the way or the number
-- of deliveries, the same readings leave the same bytes. So nothing here depends on what came first:
--   * a newer reading wins by its own time, then by its id;
--   * a collection is kept in the order of its content, not of its arrival;
--   * sums are integers, of thousandths, so that adding in another order gives the same;
--   * what counts deliveries and not readings lives apart, in :deliveries.
-- Time comes in with the call. The window moves in whole minutes, the series in steps of ten seconds.

local MINUTE = 60000
local STEP = 10000

-- How many things that have left the window one call looks after. A call that could not do all says so.
local CHORES = 200

-- A whole number as text, for what is made of several. What is an argument of its own, Valkey itself makes text of.
local function integer(n)
  return string.format('%.0f', n)
end

-- The pairs of a reply as a table.
local function pairsOf(reply)
  local found = {}
  for at = 1, #reply, 2 do found[reply[at]] = reply[at + 1] end
  return found
end

local function namesOf(all)
  local names = {}
  for name in pairs(all) do names[#names + 1] = name end
  return names
end

-- The table that another has by a name, from now on.
local function within(all, name)
  local inside = all[name]
  if not inside then
    inside = {}
    all[name] = inside
  end
  return inside
end

-- Puts what a call has gathered into a sorted set: a table of scores by member. Where told to, only if the score of a
-- member is greater than before ('GT') or less ('LT'), or if it has none ('NX'). Returns how many there were.
local function addToIndex(key, members, only)
  local scores, size = {}, 0
  for member, score in pairs(members) do
    scores[size + 1], scores[size + 2] = score, member
    size = size + 2
  end
  for from = 1, size, 500 do
    local some = { unpack(scores, from, math.min(from + 499, size)) }
    if only then table.insert(some, 1, only) end
    server.call('ZADD', key, unpack(some))
  end
  return size / 2
end

-- Every key of the window ends by itself, should no call come any more. A call notes the keys, and tells each once.
local function keepAlive(w, key)
  w.alive[key] = true
end

-- The same, of a sorted set that lives as long as the window.
local function keepIndex(w, key, members, only)
  local size = addToIndex(key, members, only)
  if size > 0 then keepAlive(w, key) end
  return size
end

local function keepAllAlive(w)
  local life = w.retention + w.lead + MINUTE
  for key in pairs(w.alive) do server.call('PEXPIRE', key, life) end
end
