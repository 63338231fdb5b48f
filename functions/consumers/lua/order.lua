-- Small collections lie in memory in the order of arrival. They are laid anew in the order of content when something
-- joins. Larger ones are laid out by Valkey itself.
local COMPACT = 128

local function join(w, key, ...)
  if server.call('SADD', key, ...) > 0 and server.call('SCARD', key) <= COMPACT then
    local members = server.call('SMEMBERS', key)
    table.sort(members)
    server.call('DEL', key)
    server.call('SADD', key, unpack(members))
  end
  keepAlive(w, key)
end

local function setFields(w, key, list)
  if server.call('HSET', key, unpack(list)) > 0 and server.call('HLEN', key) <= COMPACT then
    local fields = pairsOf(server.call('HGETALL', key))
    local names = namesOf(fields)
    table.sort(names)
    server.call('DEL', key)
    for _, name in ipairs(names) do server.call('HSET', key, name, fields[name]) end
  end
  keepAlive(w, key)
end

-- Sets a field whose name is a number, in a hash that is in the order of these numbers but for a field 'sum' before
-- them. Time goes on, so a new field is mostly the last; where that is known (`isLast`), it is not looked at. Returns
-- whether it is new.
local function putInOrder(key, number, value, isLast)
  if server.call('HSET', key, number, value) == 0 then return false end
  if isLast or server.call('OBJECT', 'ENCODING', key) ~= 'listpack' then return true end
  local names = server.call('HKEYS', key)
  local before = #names > 1 and tonumber(names[#names - 1])
  if not before or before < number then return true end
  local fields = pairsOf(server.call('HGETALL', key))
  table.sort(names, function(a, b) return (tonumber(a) or -1) < (tonumber(b) or -1) end)
  server.call('DEL', key)
  for _, name in ipairs(names) do server.call('HSET', key, name, fields[name]) end
  return true
end

-- The numbers that name the entries of a table, from the least on: put in this order, new fields come last.
local function inOrder(numbered)
  local numbers = {}
  for number in pairs(numbered) do numbers[#numbers + 1] = number end
  if #numbers > 1 then table.sort(numbers) end
  return ipairs(numbers)
end

-- A hash of the fields that `list` has from `first` to `last` and no others, in this order. Names always come in the
-- same order, so a hash that has them all is in it already.
local function layHash(w, key, list, first, last)
  if server.call('HSET', key, unpack(list, first, last)) > 0 or server.call('HLEN', key) ~= (last - first + 1) / 2 then
    server.call('DEL', key)
    server.call('HSET', key, unpack(list, first, last))
  end
  keepAlive(w, key)
end

-- None at all when there are no fields.
local function replaceHash(w, key, fields)
  if #fields == 0 then server.call('DEL', key) else layHash(w, key, fields, 1, #fields) end
end
