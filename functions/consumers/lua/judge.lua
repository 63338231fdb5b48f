-- The checks against a station's own past: step and persistence. What they say of a minute depends on the minutes
-- before it, and of a stuck sensor on those behind it too, never on the order of arrival: when a reading comes between,
-- what it bears on is judged again. lib/domain/quality has the same rules in their plainest form, and their sources.

-- What a call changes: the tallies of groups, the steps of series, the records that it has judged, and of which stations
-- it says something else than before.
local function nothingChanged()
  return { groups = {}, series = {}, records = {}, verdicts = {} }
end

-- What a call changes of a group: its tallies by minute, and the steps of its series.
local function groupOf(changed, slug)
  local group = changed.groups[slug]
  if not group then
    group = { tallies = {}, steps = {} }
    changed.groups[slug] = group
  end
  return group
end

local function tallyOf(group, minute)
  local tally = group.tallies[minute]
  if not tally then
    tally = emptyTally(minute)
    group.tallies[minute] = tally
  end
  return tally
end

-- What a call changes of all readings together is what it changes of the groups that each belongs to one of.
local function addUp(changed)
  local all
  for _, group in pairs(changed.groups) do
    all = all or { tallies = {}, steps = {} }
    for minute, tally in pairs(group.tallies) do
      local sum = tallyOf(all, minute)
      mergeCounts(sum, tally)
      mergeChanges(sum, tally)
    end
    for step, sums in pairs(group.steps) do mergeSteps(stepOfTime(all.steps, step), sums) end
  end
  return all
end

-- Whether two versions of a record say the same of its values.
local function saySame(record, before)
  for at = 1, FIRST_STEP - 1 do
    if record[at] ~= before[at] then return false end
  end
  return true
end

-- Whether two versions of a record have the same bounds for a quantity, and take it for stuck alike.
local function boundSame(record, before, q)
  local at = 6 * q
  return record[LOW + at] == before[LOW + at] and record[HIGH + at] == before[HIGH + at]
    and record[STUCK + at] == before[STUCK + at]
end

-- Whether two versions of a record give their group the same of the same values.
local function giveSame(record, before)
  if record[LEAVES_OUT] ~= before[LEAVES_OUT] then return false end
  for q = 1, #JUDGED do
    local isApart, wasApart = record[NEAR + 6 * q] == FAILED, before[NEAR + 6 * q] == FAILED
    if isApart ~= wasApart or not boundSame(record, before, q) then return false end
  end
  return true
end

-- Whether two versions of a record say the same of any one reading.
local function judgeSame(record, before)
  for q = 1, #JUDGED do
    if record[NEAR + 6 * q] ~= before[NEAR + 6 * q] or not boundSame(record, before, q) then return false end
  end
  return true
end

-- Where a step of a version of a record is; nil when that has none.
local function findStep(record, index)
  for at = FIRST_STEP, #record, STEP_SIZE do
    if record[at] == index then return at end
  end
end

-- Which checks a step of a record fails with a quantity.
local function failuresOf(record, q, off)
  local stuck, apart = record[STUCK + 6 * q] == 1, record[NEAR + 6 * q] == FAILED
  if not (off or stuck or apart) then return nil end
  return { [CHECK.step] = off and 1 or 0, [CHECK.persistence] = stuck and 1 or 0, [CHECK.neighbours] = apart and 1 or 0 }
end

local function countFailures(tally, failures, count)
  for at, fails in pairs(failures) do tally[at] = tally[at] + fails * count end
end

-- Passes on to its group that a step of a record gives it something else of a quantity.
local function passOn(group, record, at, before, was, q)
  local count, sum, low, high, off, place = 0, 0, 0, 0, false, 4 * q - 3
  local hadFailed
  if was then
    count, sum, low, high, off = givenBy(before, was, q)
    hadFailed = failuresOf(before, q, off)
  end
  local newCount, newSum, newLow, newHigh, newOff = givenBy(record, at, q)
  local failed = failuresOf(record, q, newOff)
  local tally = tallyOf(group, record.minute)
  noteChange(tally, q, count, sum, low, high, newCount, newSum, newLow, newHigh)
  if hadFailed then countFailures(tally, hadFailed, -before[was + place]) end
  if failed then countFailures(tally, failed, record[at + place]) end
  if newCount ~= count or newSum ~= sum then
    local sums = stepOfTime(group.steps, record.minute * STEPS + record[at])
    addMeasured(sums, q, newCount - count, newSum - sum)
  end
end

-- Passes on a step of a record; nothing of a quantity of which it has as many as before, when only that matters.
local function passOnStep(group, record, at, before, isSame)
  local was = before and findStep(before, record[at])
  for q = 1, #JUDGED do
    local count, had = record[at + 4 * q - 3], was and before[was + 4 * q - 3] or 0
    if count ~= had or (count > 0 and not isSame) then passOn(group, record, at, before, was, q) end
  end
end

-- Keeps a record, and passes on what is another than before: `before` is what it was, nil when it is new. `fresh` is
-- what was added to it, when it says the same of its values as before.
local function keepRecord(w, changed, slug, station, record, before, fresh)
  local minute = record.minute
  if record[LEAVES_OUT] ~= w.leavesOut then record[LEAVES_OUT], fresh = w.leavesOut, nil end
  server.call('HSET', historyKey(w, slug, station), minute, cmsgpack.pack(unpack(record)))
  within(within(changed.records, slug), station)[minute] = record
  if not before or not judgeSame(record, before) then changed.verdicts[station] = true end
  if minute * MINUTE < w.oldest then return end
  local group = groupOf(changed, slug)
  if fresh then
    for at = FIRST_STEP, #fresh, STEP_SIZE do
      passOnStep(group, record, findStep(record, fresh[at]), before, true)
    end
  else
    local isSame = before ~= nil and giveSame(record, before)
    for at = FIRST_STEP, #record, STEP_SIZE do passOnStep(group, record, at, before, isSame) end
  end
end

-- The lower one of the two in the middle where there are two.
local function median(values)
  table.sort(values)
  return values[math.ceil(#values / 2)]
end

-- What a station has said of a quantity before a minute: of each minute that has measured it the minute, mean, least and
-- greatest, in order, and the record of the last. Four lists cost less than a table a minute.
local function emptyPast()
  return { size = 0, minutes = {}, means = {}, lows = {}, highs = {}, record = false }
end

local function addToPast(past, record, mean, low, high)
  local size = past.size + 1
  past.size, past.record = size, record
  past.minutes[size], past.means[size], past.lows[size], past.highs[size] = record.minute, mean, low, high
end

-- Bounds of a minute's values: the median of the last means before it, give or take.
local function bind(record, q, past)
  record[LOW + 6 * q], record[HIGH + 6 * q] = false, false
  local minute, size, minutes, means = record.minute, past.size, past.minutes, past.means
  local first = math.max(size - LIMITS.most + 1, 1)
  while first <= size and minutes[first] < minute - LIMITS.lookBack do first = first + 1 end
  if size - first + 1 < LIMITS.fewest then return end
  local level = median({ unpack(means, first, size) })
  local lows, highs, strays = past.lows, past.highs, {}
  for at = first, size do strays[at - first + 1] = greatest(highs[at] - level, level - lows[at]) end
  local limit = LIMITS.step[q]
  local grown = limit.minute + math.floor((limit.hour - limit.minute) * (minute - minutes[first] - 1) / 59)
  local either = greatest(grown, LIMITS.restless * median(strays))
  record[LOW + 6 * q], record[HIGH + 6 * q] = level - either, level + either
end

-- For how long a record's one value has not moved; nil when it is not that of the minute before.
local function stillness(record, q, past, low, high)
  local size, saturated = past.size, LIMITS.saturated[q]
  local before = past.lows[size]
  local isOne = low == high and before == past.highs[size] and low == before
  if not isOne or record.minute - past.minutes[size] > LIMITS.lookBack or (saturated and low >= saturated) then return nil end
  return past.record[STILL + 6 * q] + record.minute - past.minutes[size]
end

-- Judges a record by those before it; `low` and `high` are what it has of a quantity. Returns whether some before it, or
-- that are not there, may be stuck, or be so no longer.
local function judgeRecord(record, q, past, low, high)
  local still, near, reaches, before = 0, UNKNOWN, false, past.record
  bind(record, q, past)
  if before then
    local goesOn = stillness(record, q, past, low, high)
    still = goesOn or 0
    local isStuck = (goesOn or before[STILL + 6 * q]) >= LIMITS.stuckAfter
    reaches = (before[STUCK + 6 * q] == 1) ~= isStuck
    if record.minute - before.minute <= LIMITS.lookBack then near = before[NEAR + 6 * q] end
  end
  record[STILL + 6 * q] = still
  record[STUCK + 6 * q] = still >= LIMITS.stuckAfter and 1 or 0
  record[NEAR + 6 * q] = record[OWN + 6 * q] ~= UNKNOWN and record[OWN + 6 * q] or near
  return reaches
end

-- Judges the records from a minute on, which are in order and have enough of those before.
local function walk(records, from)
  local reaches = false
  for q = 1, #JUDGED do
    local past = emptyPast()
    for _, record in ipairs(records) do
      local count, mean, low, high = summaryOf(record, q)
      if count then
        if record.minute >= from then reaches = judgeRecord(record, q, past, low, high) or reaches end
        addToPast(past, record, mean, low, high)
      end
    end
  end
  return reaches
end

-- Which of all records of a station belong to a run that is long enough. A run is told by the minute of its first.
local function findStuck(records)
  for q = 1, #JUDGED do
    local ends = {}
    for _, record in ipairs(records) do
      if summaryOf(record, q) then ends[record.minute - record[STILL + 6 * q]] = record.minute end
    end
    for _, record in ipairs(records) do
      local began = record.minute - record[STILL + 6 * q]
      local isStuck = ends[began] and ends[began] - began >= LIMITS.stuckAfter and summaryOf(record, q)
      record[STUCK + 6 * q] = isStuck and 1 or 0
    end
  end
end
