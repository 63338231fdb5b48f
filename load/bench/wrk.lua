-- Sends the lines of a file as bodies, in turn: wrk … -s wrk.lua URL -- FILE 'name: value' …
-- Prints what it has counted as one line of JSON.

local requests = {}
local at = 0

function init(args)
  local headers = {}
  for index = 2, #args do
    local name, value = args[index]:match("^(.-): (.*)$")
    headers[name] = value
  end
  for body in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("POST", nil, headers, body)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"seconds":%.6f,"refused":%d,"broken":%d,"p50":%.3f,"p99":%.3f}\n',
    summary.requests, summary.duration / 1e6, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
