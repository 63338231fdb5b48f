-- The past of each station, by which its values are judged: for each station and municipality a hash with a record for
-- each minute. Records outlive the window, so that whatever still enters it finds the past that it is judged by.
-- A record is a flat list, and packed as it is: whether what fails is left out; for each of JUDGED the bounds of its
-- values, for how many minutes it has not moved, whether it is stuck, what its neighbours said of this minute and what
-- they said last; then for each step of the minute, in order, its number, and for each of JUDGED how many, sum, least
-- and greatest (in thousandths).
local JUDGED = { 'temperature', 'humidity' }
local QUANTITY = { temperature = 1, humidity = 2 }
local UNKNOWN, PASSED, FAILED = 0, 1, 2

-- Where in a record the state of a quantity is: LOW + 6 * q, and so on; where its first step is, and how long one is.
local LEAVES_OUT, LOW, HIGH, STILL, STUCK, OWN, NEAR = 1, -4, -3, -2, -1, 0, 1
local FIRST_STEP, STEP_SIZE = 2 + 6 * #JUDGED, 1 + 4 * #JUDGED

-- Readings that are not judged are kept together as those of a station of this name, and those of no municipality as
-- those of this one.
local UNJUDGED = '~'
local NOWHERE = '-'

local STEPS = MINUTE / STEP

local function historyKey(w, slug, station)
  return w.prefix .. ':window:history:' .. slug .. ':' .. station
end

-- The stations of a municipality, each with its newest minute.
local function membersKey(w, slug)
  return w.prefix .. ':window:members:' .. slug
end

local function emptyRecord(minute)
  return { 0, false, false, 0, 0, UNKNOWN, UNKNOWN, false, false, 0, 0, UNKNOWN, UNKNOWN, minute = minute }
end

local function unpackRecord(minute, packed)
  if not packed then return nil end
  local record = { cmsgpack.unpack(packed) }
  record.minute = minute
  return record
end

local function readRecord(w, slug, station, minute)
  return unpackRecord(minute, server.call('HGET', historyKey(w, slug, station), minute))
end

-- Adds a measured quantity at `at`: how many, sum, least, greatest.
local function mergeQuantity(tally, at, count, sum, least, greatest)
  if count == 0 then return end
  if tally[at] == 0 or least < tally[at + 2] then tally[at + 2] = least end
  if tally[at] == 0 or greatest > tally[at + 3] then tally[at + 3] = greatest end
  tally[at] = tally[at] + count
  tally[at + 1] = tally[at + 1] + sum
end

-- Where a step is in a record, which has it from now on.
local function stepIn(record, index)
  local size, at = #record, FIRST_STEP
  while at <= size and record[at] < index do at = at + STEP_SIZE end
  if record[at] == index then return at end
  for from = size, at, -1 do record[from + STEP_SIZE] = record[from] end
  record[at] = index
  for place = at + 1, at + STEP_SIZE - 1 do record[place] = 0 end
  return at
end

local function mergeRecord(record, other)
  for from = FIRST_STEP, #other, STEP_SIZE do
    local at = stepIn(record, other[from])
    for q = 1, #JUDGED do
      local place = 4 * q - 3
      mergeQuantity(record, at + place, unpack(other, from + place, from + place + 3))
    end
  end
end

local function hasMeasured(record, q)
  for at = FIRST_STEP + 4 * q - 3, #record, STEP_SIZE do
    if record[at] > 0 then return true end
  end
  return false
end

local function isOff(record, q, least, greatest)
  local low = record[LOW + 6 * q]
  return low and (least < low or greatest > record[HIGH + 6 * q])
end

-- What a record has of a quantity: how many, mean, least, greatest; nothing when it has none. `fair`: without steps that
-- fail the check of steps.
local function summaryOf(record, q, fair)
  local count, sum, low, high = 0, 0, nil, nil
  for at = FIRST_STEP + 4 * q - 3, #record, STEP_SIZE do
    if record[at] > 0 and not (fair and isOff(record, q, record[at + 2], record[at + 3])) then
      count, sum = count + record[at], sum + record[at + 1]
      if not low or record[at + 2] < low then low = record[at + 2] end
      if not high or record[at + 3] > high then high = record[at + 3] end
    end
  end
  if count > 0 then return count, math.floor(sum / count + 0.5), low, high end
end

-- What a step of a record gives to its groups of a quantity: how many, sum, least and greatest; and whether it fails
-- the check of steps. Nothing is given of what is left out.
local function givenBy(record, at, q)
  local place = at + 4 * q - 3
  local count = record[place]
  if count == 0 then return 0, 0, 0, 0, false end
  local off = isOff(record, q, record[place + 2], record[place + 3])
  local fails = off or record[STUCK + 6 * q] == 1 or record[NEAR + 6 * q] == FAILED
  if fails and record[LEAVES_OUT] == 1 then return 0, 0, 0, 0, off end
  return count, record[place + 1], record[place + 2], record[place + 3], off
end
